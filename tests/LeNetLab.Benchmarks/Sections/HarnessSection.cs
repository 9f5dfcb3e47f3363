using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Data;
using LeNetLab.Engines.Simd;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>What a run costs beyond the engine's own work.</summary>
internal sealed class HarnessSection : ISection
{
    private const int Epochs = 2;

    public string Name => "harness";

    public string Title => $"""
        what one worker of a real sweep does outside of the engine's training and evaluation, in per cent of the
          training time: recording in SQLite, weights and predictions on the disk, a checkpoint after every epoch,
          progress, first weights, orders, rates. Runs of {Epochs} epochs on every training image, a round for each.
        """;

    public void Measure(Bench bench)
    {
        if (!bench.Wants("share of training time"))
            return;
        IReadOnlyList<HarnessCost> runs = Train(bench);
        Spread share = Share(runs, run => run.Harness);
        bench.Add(bench.Figure("share of training time", Unit.FinePercent, share) with
        {
            Aim = Aim.AtMost(0.5),
            Note = $"{Median(runs, run => run.Harness):F1} ms a run; the first run of a process also compiles the "
                + "code that records",
        });
        bench.Add(bench.Figure("of it recording", Unit.FinePercent, Share(runs, run => run.Recording)));
        bench.Add(bench.Figure("of it checkpoints", Unit.FinePercent, Share(runs, run => run.Checkpoints)) with
        {
            Aim = Aim.AtMost(0.5),
            Note = $"{Median(runs, run => run.Checkpoints) / Epochs:F1} ms a checkpoint",
        });
        bench.Add(bench.Figure("of it progress", Unit.FinePercent, Share(runs, run => run.Progress)));
        bench.Add(bench.Figure(
            "of it first weights, orders, rates", Unit.FinePercent, Share(runs, run => run.Bookkeeping)));
    }

    private static Spread Share(IReadOnlyList<HarnessCost> runs, Func<HarnessCost, TimeSpan> part) => Spread.OfRatios(
        [.. runs.Select(run => part(run).TotalSeconds)], [.. runs.Select(run => run.Training.TotalSeconds)], 100);

    private static double Median(IReadOnlyList<HarnessCost> runs, Func<HarnessCost, TimeSpan> part) =>
        Spread.Of([.. runs.Select(run => part(run).TotalMilliseconds)]).Median;

    private static IReadOnlyList<HarnessCost> Train(Bench bench)
    {
        string spec = $$"""
            name: bench-harness
            question: What does a run cost beyond the engine's work?
            dataset: strokes
            seeds: {{bench.Timing.Rounds}}
            base:
              training: {epochs: {{Epochs}}}
            """;
        var engine = new SimdEngine();
        Dataset digits = bench.Digits.Dataset;
        ExperimentSpec experiment = SpecReader.Read("bench-harness.yaml", spec, []);
        SweepPlan plan = SweepPlan.Create(experiment, digits, _ => engine.Identity);
        string results = bench.Scratch.NewFolder();
        using ResultsDatabase database = ResultsDatabase.Open(results, bench.Clock);
        database.Declare(experiment.Name, experiment.Question, spec, plan.Runs);
        var provenance = new Provenance(null, null, "bench", "", "", "", "", engine.Identity.VectorBits);
        using var runner = Runner.Register(results, new ProcessTable(), bench.Clock, Runner.UsualHeartbeat);
        var meter = new HarnessMeter(
            engine, new DatabaseRecorder(database, runner, _ => provenance), new CheckpointFolder(results),
            new SweepProgress(plan.Items, 1, TimeEstimate.AssumedRate, bench.Clock), bench.Clock);
        new SweepRunner(_ => meter, meter, bench.Clock, new CheckpointPlan(meter, 1)).Run(
            plan.Items, digits, 1, meter, CancellationToken.None);
        return meter.Runs;
    }
}
