using LeNetLab.Models;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Sweeps.Robustness;

/// <summary>The trained runs of an experiment, with the weights that are stored of them.</summary>
/// <param name="folder">The results folder.</param>
/// <param name="reader">Its database.</param>
/// <param name="experiment">The experiment.</param>
public sealed class MeasuredRuns(string folder, ResultsReader reader, string experiment)
{
    private readonly Dictionary<ModelSpec, Network> networks = [];
    private readonly ILookup<string, RobustnessRow> known = reader.Robustness(experiment).ToLookup(row => row.RunId);

    /// <summary>
    /// The networks that are done, on whatever dataset; not the runs that only tried a setting, nor other methods.
    /// </summary>
    public IReadOnlyList<RecordedRun> Done { get; } =
    [
        .. reader.Recorded(experiment)
            .IntersectBy(
                reader.Runs(experiment).Where(run => run.Status == RunStatus.Done).Select(run => run.RunId),
                run => run.RunId)
            .Where(run => run.Spec(reader.Settings(run.RunId)).Model.Method is null),
    ];

    /// <summary>Reads runs of which something is not recorded yet.</summary>
    /// <param name="runs">Some of <see cref="Done"/>.</param>
    /// <param name="images">Test images that are to be measured.</param>
    /// <exception cref="ResultsException">Weights are missing or not those that are recorded.</exception>
    /// <exception cref="SpecException">A run's settings are not of this program's making.</exception>
    public IEnumerable<MeasuredRun> Unfinished(IEnumerable<RecordedRun> runs, int images)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (RecordedRun run in runs)
        {
            HashSet<(string, double)> done =
                [.. known[run.RunId].Where(row => row.Images == images).Select(row => (row.Transform, row.Amount))];
            if (done.Count < RobustnessMeter.MeasurementsOfRun)
                yield return Read(run, done);
        }
    }

    private MeasuredRun Read(RecordedRun run, IReadOnlySet<(string, double)> done)
    {
        ModelSpec model = run.Spec(reader.Settings(run.RunId)).Model;
        if (!networks.TryGetValue(model, out Network? network))
            networks.Add(model, network = NetworkCatalogue.Build(model));
        string path = new ResultsFolder(folder).Weights(run.RunId);
        if (!File.Exists(path))
            throw new ResultsException($"{path} is missing.") { Next = new NextStep("verify") };
        float[] weights = SafetensorsFile.Read(path).VectorFor(network);
        string sum = SafetensorsFile.Sum(weights);
        return sum == run.WeightsSha256
            ? new MeasuredRun(run.RunId, sum, network, weights, done)
            : throw new ResultsException(
                $"{path} has not the weights that are recorded of the run.")
            {
                Next = new NextStep("verify"),
            };
    }
}
