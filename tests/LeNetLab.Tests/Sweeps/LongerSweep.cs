using LeNetLab.Data;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Engines;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Specs;

namespace LeNetLab.Tests.Sweeps;

/// <summary>A small sweep of one variant that is asked for with more and more epochs, in a results folder.</summary>
/// <param name="results">The folder.</param>
/// <param name="training">Its settings but for the epochs, as a spec has them.</param>
/// <param name="seeds">How many.</param>
internal sealed class LongerSweep(string results, string training, int seeds = 3)
{
    public static readonly Dataset Dataset = new(
        "sample", new string('a', 64),
        RandomNetworks.Images(SeedStream.Open(1, "noise"), LeNet5.Build(new ModelSpec()), 70),
        RandomNetworks.Images(SeedStream.Open(2, "noise"), LeNet5.Build(new ModelSpec()), 20));

    public Notices Told { get; } = new();

    /// <summary>What is known of the runs that are done, as the plan is to see it.</summary>
    public Func<FinishedRun, FinishedRun> Finished { get; init; } = run => run;

    /// <summary>Trains what is left of some lengths, and says how many epochs that took.</summary>
    /// <param name="epochs">A length, or several with commas between.</param>
    /// <param name="workers">Runs at a time.</param>
    /// <param name="alone">Whether no run goes on from another's end.</param>
    /// <param name="stopAfter">Epochs after which the sweep is stopped.</param>
    /// <param name="set">A setting besides.</param>
    public int Train(string epochs, int workers = 1, bool alone = false, int stopAfter = int.MaxValue, string set = "")
    {
        ExperimentSpec experiment = SpecReader.Read("test.yaml", SpecText.With($$$"""
            base: {training: {{{{training}}}, validation_images: 10{{{set}}}}}
            grid: {training.epochs: [{{{epochs}}}]}

            """).Replace("seeds: 1", $"seeds: {seeds}", StringComparison.Ordinal), []);
        SweepPlan plan = SweepPlan.Create(experiment, Dataset, _ => new SimdEngine().Identity);
        using var stop = new CancellationTokenSource();
        using ResultsDatabase database = ResultsDatabase.Open(results, TimeProvider.System);
        database.Declare(experiment.Name, experiment.Question, "", plan.Runs);
        using Runner runner = SyntheticResults.Runner(results, TimeProvider.System);
        var recorder = new CountingRecorder(
            new DatabaseRecorder(database, runner, _ => SyntheticResults.Provenance), stopAfter, stop.Cancel);
        var checkpoints = new CheckpointFolder(results);
        IReadOnlyList<SweepItem> left = plan.ToDo(database.Statuses(experiment.Name));
        if (!alone)
            left = ShorterRuns.Find(left, Known());
        SweepOutcome outcome = new SweepRunner(
            _ => new SimdEngine(), recorder, TimeProvider.System, new CheckpointPlan(checkpoints, 1)).Run(
            [.. left.Select(item => item.Resuming(checkpoints))], Dataset, workers, Told, stop.Token);
        Assert.Equal(stopAfter < int.MaxValue, outcome.Interrupted);
        return recorder.Recorded;
    }

    /// <summary>All that is recorded of the runs of a length, but for times and where they began.</summary>
    public string[] Outcome(int epochs)
    {
        string of = $"run_id in (select run_id from settings where path = 'training.epochs' and value = '{epochs}')";
        return
        [
            .. Rows($"select run_id, status, weights_sha256 from runs where {of} order by 1"),
            .. Rows("select run_id, epoch, learning_rate, train_loss, train_error_online_pct, train_error_pct, "
                + $"validation_error_pct, test_loss, test_error_pct, gap_pct from epochs where {of} order by 1, 2"),
            .. Rows($"select * from layer_stats where {of} order by 1, 2, 3"),
            .. Rows($"select run_id, hex(predictions) from predictions where {of} order by 1"),
        ];
    }

    /// <summary>After how many epochs the runs of a length went on from shorter ones, in the order of seeds.</summary>
    public string[] ContinuedAfter(int epochs) => Rows($"""
        select r.continued_after from runs r join settings t on t.run_id = r.run_id
        where t.path = 'training.epochs' and t.value = '{epochs}' order by r.seed
        """);

    /// <summary>The ids of the runs of a length, in the order of their seeds.</summary>
    public string[] Ids(int epochs) => Rows($"""
        select r.run_id from runs r join settings t on t.run_id = r.run_id
        where t.path = 'training.epochs' and t.value = '{epochs}' order by r.seed
        """);

    public string[] Rows(string sql) => SqlFile.Rows(Path.Combine(results, "lenetlab.db"), sql);

    /// <summary>The files of the ends that longer runs can go on from.</summary>
    public string[] States() =>
        [.. Directory.GetFiles(Path.Combine(results, "weights"), "*.state.safetensors").Order(StringComparer.Ordinal)];

    /// <summary>The end of a run.</summary>
    public string State(string runId) => new ResultsFolder(results).State(runId);

    private Dictionary<string, FinishedRun> Known()
    {
        using ResultsReader reader = ResultsReader.Open(results);
        return reader.Finished().ToDictionary(known => known.Key, known => Finished(known.Value));
    }
}
