using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Data;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Launchers;

/// <summary>A sweep of small runs, four unless others are chosen, in a results folder, as it is sent away.</summary>
internal sealed class SentAway : IDisposable
{
    public static readonly EngineIdentity Engine = new("simd", 7, "cpu", 256);

    public static readonly Dataset Dataset = new(
        "first", DatasetFiles.CombinedSum([.. SmallDigits.First.Plain.Select(SmallDigits.Sum)]),
        SmallDigits.First.Train, SmallDigits.First.Test);

    private readonly TemporaryFolder folder = new();

    private const string FourNetworks = """
        base: {training: {epochs: 2, batch_size: 10, optimizer: adam, learning_rate: 1e-3}}
        grid: {model.activation: [leaky_relu, tanh], model.c3: [full, partial]}

        """;

    /// <param name="runs">What to send, as a spec has it.</param>
    public SentAway(string runs = FourNetworks)
    {
        Experiment = SpecReader.Read("test.yaml", SpecText.With(runs), []);
        Plan = SweepPlan.Create(Experiment, Dataset, _ => Engine);
        Database = ResultsDatabase.Open(Results, Clock);
        Database.Declare(Experiment.Name, Experiment.Question, "", Plan.Runs);
    }

    public ManualClock Clock { get; } = new();

    public string Results => folder.Path;

    public ExperimentSpec Experiment { get; }

    public SweepPlan Plan { get; }

    public ResultsDatabase Database { get; }

    public FakeSlurm Slurm { get; } = new();

    public void Dispose()
    {
        Database.Dispose();
        folder.Dispose();
    }

    /// <summary>Sends runs, all unless some are chosen.</summary>
    public (BatchFolder Batch, SlurmJobs Jobs) Send(SlurmSpec? slurm = null, IReadOnlyList<SweepItem>? items = null) =>
        new SlurmLauncher(new SlurmClient(Slurm.Answer), Results, Clock).Send(
            Experiment.Name, items ?? Plan.Items, Dataset, slurm ?? SlurmSpec.None, 1, ["/opt/it's dotnet", "lab.dll"]);

    /// <summary>Leaves the result of a run as a task does.</summary>
    public void Leave(BatchFolder batch, int run, RemoteResult result, string attempt = "1_0-0") =>
        ResultFile.Write(batch.Finished, Plan.Items[run].Run.RunId, attempt, result);

    public Collected Collect() => new ResultCollector(Database).Collect(BatchFolder.Open(Results));

    public RunStatus Status(int run) => Database.Statuses(Experiment.Name)[Plan.Items[run].Run.RunId];

    /// <summary>Where the runs stand, in the order of the sweep, left out if nowhere.</summary>
    public IReadOnlyList<SentRun> Sent() => new SlurmView(new SlurmClient(Slurm.Answer))
        .Of(BatchFolder.Open(Results), Database.Statuses(Experiment.Name));

    /// <summary>A training of a run to odd numbers that are its own.</summary>
    public RemoteResult Trained(int run, float scale = 1)
    {
        Network network = LeNet5.Build(Plan.Items[run].Run.Spec.Model);
        float[] weights = [.. Enumerable.Range(0, network.VectorLength).Select(i => scale * (run + 1) / (i + 3))];
        EpochResult[] epochs =
        [
            new(1, 1e-3, 1.0 / 3, 50.1, 49.9, null, double.PositiveInfinity, 51, 0.1),
            new(2, 5e-4, 0.1 + 0.2, 30, 29, 31.5, 0.7, 100.0 / 3, 0.25),
        ];
        byte[] predictions = [.. Enumerable.Range(0, Dataset.TestCount).Select(i => (byte)((i + run) % 10))];
        return Of(new TrainedRun(TrainingEnd.Done, network, 30, epochs, weights, predictions, 0.35)
        {
            PredictSeconds = 0.125,
        });
    }

    public RemoteResult Diverged(int run)
    {
        TrainedRun done = Trained(run).Run!;
        EpochResult last = done.Epochs[0] with { TrainLoss = double.NaN };
        return Of(done with { End = TrainingEnd.Diverged, Epochs = [last], Weights = [], TestPredictions = [] });
    }

    public static RemoteResult Failed(string error) =>
        new(SyntheticResults.Provenance, "2026-03-01T10:00:00.000Z", "2026-03-01T10:00:05.000Z", null, error);

    /// <summary>A task's result that a training came to.</summary>
    public static RemoteResult Of(TrainedRun run) => new(
        SyntheticResults.Provenance with { Host = "node-7", VectorBits = 128 }, "2026-03-01T10:00:00.000Z",
        "2026-03-01T10:00:05.000Z", run, null);
}
