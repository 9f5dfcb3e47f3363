using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Reports;

/// <summary>A results folder for reports to be made from.</summary>
public sealed class ReportedResults : IDisposable
{
    public const string Question = "Which activation learns LeNet-5 fastest, and does any generalise better?";

    private static readonly Activation[] Activations =
        [new Activation.Sigmoid(), new Activation.Tanh(), new Activation.Relu()];

    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    /// <summary>Three activations; sigmoid far behind, tanh and relu close together.</summary>
    public ReportedResults Sweep(
        int seeds, string dataset = "mnist", string name = "sweep", int unfinished = 0, string? baseline = null,
        bool labels = false)
    {
        PlannedRun[] runs =
        [
            .. Activations.SelectMany(activation => Enumerable.Range(1, seeds).Select(seed =>
                SyntheticResults.Plan($"activation={activation.Name}", seed, dataset, activation))),
        ];
        Declare(
            name, runs, Question, run => Trained(run, labels), runs.Length - unfinished, baseline, labels);
        return this;
    }

    /// <summary>
    /// Tanh and sigmoid with one learning rate for both, and each with its best of three: sigmoid's is the largest, and
    /// tanh diverges with it.
    /// </summary>
    public ReportedResults Tuned(int seeds)
    {
        string[] variants = ["activation=sigmoid", "activation=tanh"];
        IEnumerable<int> all = Enumerable.Range(1, seeds);
        PlannedRun[] runs =
        [
            .. variants.SelectMany(variant => all.Select(seed => SyntheticResults.Plan(variant, seed))),
            .. variants.SelectMany(variant => all.Select(seed => SyntheticResults.Tune(variant, "", 0, seed).Tuned)),
            .. variants.SelectMany(variant => new[] { "0.02", "0.1", "0.5" }.SelectMany(rate =>
                new[] { 900_000_001, 900_000_002 }.Select(seed => SyntheticResults.Tune(variant, rate, seed, 0).Trial))),
        ];
        return Declare("sweep", runs, Question, run => run.Spec switch
        {
            { TrialOf: "activation=tanh" } when run.Spec.Variant.EndsWith("0.5", StringComparison.Ordinal) =>
                SyntheticResults.Diverged(),
            { TrialOf: { } } => SyntheticResults.Tried(
                (run.Spec.Variant.Length * 0.1) + (run.Spec.Variant.EndsWith("0.1", StringComparison.Ordinal) ? 0 : 0.3)
                - (run.Spec.Variant.EndsWith("0.5", StringComparison.Ordinal) ? 0.5 : 0) + (0.01 * (run.Spec.Seed % 2))),
            { TunedFrom: "activation=tanh" } => SyntheticResults.Trained(0.02, 1 + (0.05 * (run.Spec.Seed % 3))),
            { TunedFrom: { } } => SyntheticResults.Trained(0.03, 1.02 + (0.04 * (run.Spec.Seed % 5))),
            { Variant: "activation=tanh" } => SyntheticResults.Trained(0.02, 1.1 + (0.03 * (run.Spec.Seed % 4))),
            _ => SyntheticResults.Trained(2.5, 2.9 + (0.07 * (run.Spec.Seed % 5))),
        });
    }

    /// <summary>One run that is done, and two that ended in their first epoch: one diverged, one failed.</summary>
    public ReportedResults EndedAtOnce() => Declare(
        "sweep", [.. Enumerable.Range(1, 3).Select(seed => SyntheticResults.Plan("activation=tanh", seed))], Question,
        run => run.Spec.Seed switch
        {
            1 => SyntheticResults.Trained(1, 2),
            2 => SyntheticResults.Diverged() with { Epochs = [] },
            _ => null,
        });

    private static TrainedRun Trained(PlannedRun run, bool labels)
    {
        (double train, double test, double seconds) = run.Spec.Variant switch
        {
            "activation=sigmoid" => (2.5, 2.9 + (0.07 * (run.Spec.Seed % 5)), 7.25),
            "activation=tanh" => (0.02, 1.1 + (0.03 * (run.Spec.Seed % 4)), 6),
            _ => (0.01, 1.12 + (0.05 * (run.Spec.Seed % 3)), 5.5),
        };
        return SyntheticResults.Trained(
            train, test, seconds, labels ? SyntheticResults.Predictions(run, test) : null);
    }

    /// <summary>
    /// Declares an experiment and finishes its first runs; every seed of a variant that <paramref name="isFixed"/> names
    /// ends in the same weights.
    /// </summary>
    public ReportedResults Declare(
        string name, PlannedRun[] runs, string question, Func<PlannedRun, TrainedRun?> train,
        int finished = int.MaxValue, string? baseline = null, bool labels = false, Func<string, bool>? isFixed = null)
    {
        var clock = new ManualClock();
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using Runner runner = SyntheticResults.Runner(folder.Path, clock);
        database.Declare(name, question, $"name: {name}\nquestion: {question}", runs, null, baseline);
        if (labels)
            database.KeepTestLabels(runs[0].DatasetSha256, SyntheticResults.Labels);
        foreach (PlannedRun run in runs.Take(finished))
        {
            Provenance provenance = SyntheticResults.Provenance with { VectorBits = run.Engine.VectorBits };
            RunLease lease = database.Claim(run.RunId, runner, provenance).Lease!;
            clock.Advance(TimeSpan.FromSeconds(10));
            if (train(run) is TrainedRun trained)
                database.Finish(lease, Weighed(run, trained, isFixed?.Invoke(run.Spec.Variant) ?? false));
            else
                database.Fail(lease, "The *disk* is full.");
        }

        return this;
    }

    // Two errors may be equal where the weights are not.
    private static TrainedRun Weighed(PlannedRun run, TrainedRun trained, bool isFixed)
    {
        SeedStream stream = SeedStream.Open(isFixed ? 0 : run.Spec.Seed, run.Spec.Variant);
        return trained with { Weights = [.. trained.Weights.Select(_ => (float)stream.NextGaussian())] };
    }

    public ExperimentReport Report(string experiment = "sweep")
    {
        using ResultsReader reader = ResultsReader.Open(Path);
        return ExperimentReport.Of(reader, experiment);
    }

    /// <summary>A report without what depends on the machine that runs the test.</summary>
    public string ReportText(string experiment = "sweep") =>
        Report(experiment).Sections().ToMarkdown().Replace($"SQLite {ResultsDatabase.SqliteVersion}", "SQLite X.Y.Z");

    public string Comparison(string a, string b, string? experiment = null)
    {
        using ResultsReader reader = ResultsReader.Open(Path);
        return RunComparisonText.Render(RunComparison.Of(reader, a, b, experiment));
    }

    public void Dispose() => folder.Dispose();
}
