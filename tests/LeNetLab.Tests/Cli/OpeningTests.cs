using LeNetLab.Cli;
using LeNetLab.Cli.Display;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Specs;
using LeNetLab.Tests.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Cli;

public sealed class OpeningTests
{
    private static readonly EngineIdentity
        Simd = new("simd", 2, "cpu", 256), Torch = new("torch", 1, "cpu", 0), Card = new("torch", 1, "cuda", 0);

    [Fact]
    public void It_names_every_engine_in_use()
    {
        Assert.Equal("  engine    simd on cpu, vectors of 256 bits, 2 workers", EngineLine(2, Simd));
        Assert.Equal("  engine    torch on cuda, 1 worker", EngineLine(1, Card));
        Assert.Equal(
            "  engines   simd on cpu, vectors of 256 bits; torch on cpu; torch on cuda; 16 workers",
            EngineLine(16, Simd, Torch, Card));
    }

    [Fact]
    public void It_says_how_many_runs_go_on_from_what()
    {
        SweepPlan plan = SweepPlan.Create(
            SweepPlanTests.Experiment([.. Enumerable.Range(1, 5).Select(seed => Samples.Run(seed: seed))]),
            Samples.Dataset(), _ => Simd);
        SweepItem[] left = [.. plan.Items.Skip(1)];
        SweepItem[] resumed = [.. left.Select((item, i) => item with { EpochsBefore = i % 3 })];

        Dictionary<string, RunStatus> statuses =
            new(StringComparer.Ordinal) { [plan.Items[0].Run.RunId] = RunStatus.Done };

        Assert.Equal("  runs      4 to do, 1 already done", PlanLine(left));
        Assert.Equal("  runs      4 to do (2 of them from a checkpoint), 1 already done", PlanLine(resumed));
        PlannedRun shorter = plan.Items[0].Run;
        SweepItem[] longer = [.. left.Select((item, i) => i % 2 == 0
            ? item with { EpochsBefore = 2, ContinuedFrom = shorter }
            : item)];
        Assert.Equal(
            "  runs      4 to do (2 of them from a shorter run's end, after epoch 2), 1 already done",
            PlanLine(longer));
        SweepItem[] both =
        [
            resumed[1], .. longer.Skip(2), left[0] with { EpochsBefore = 1, ContinuedFrom = shorter },
        ];
        Assert.Equal(
            "  runs      4 to do (1 of them from a checkpoint, 2 from a shorter run's end, after epochs 1, 2), "
            + "1 already done",
            PlanLine(both));

        string PlanLine(SweepItem[] toDo)
        {
            using var output = new StringWriter { NewLine = "\n" };
            Opening(output, 2, Simd).PrintPlan(
                plan, new SweepScope(null, RunFilter.Everything), toDo, statuses, EngineRates.Of(plan, []));
            return output.ToString().Split('\n')[0];
        }
    }

    [Theory]
    [InlineData("base: {model: {preset: knn}}\ngrid: {model.k: [1, 9]}\n",
        "  claims    none over seeds: the seed does not change k=1, k=9, so n is 1 and one seed would do; McNemar's test on "
        + "the test images compares them\n")]
    [InlineData("variants: {net: {}, knn: {model.preset: knn}}\n",
        "  claims    the seed does not change knn: a constant, against which the others' seeds are tested\n")]
    [InlineData("variants: {net: {}, a: {model.preset: knn}, b: {model.preset: svm-linear}}\nbaseline: a\n",
        "  claims    the seed does not change a, b: a constant, against which the others' seeds are tested; McNemar's test "
        + "on the test images compares those that it does not change with each other\n")]
    [InlineData("grid: {training.optimizer: [sgd, adam]}\nbase: {training: {learning_rate: 0.01}}\n",
        "  rates     variants share the learning rate 0.01, tuned for none of them, and the best rate depends on "
        + "training.optimizer: `tune` in the spec chooses one for each (docs/specs.md)\n")]
    [InlineData("grid: {model.c3: [full, partial], model.pooling: [average, max, subsampling]}\n",
        "  claims    about factors (3 effects), none about pairs of variants: 8 seeds are too few for 15 comparisons; 10 "
        + "would do, or fewer comparisons with `baseline: <variant>`\n")]
    public void It_says_beforehand_what_may_be_claimed_and_why(string sweep, string line)
    {
        ExperimentSpec experiment = SpecReader.Read("x.yaml", SpecText.With(sweep), ["seeds=8"]);
        using var output = new StringWriter { NewLine = "\n" };

        new Opening(
            new Terminal(output, output, IsLive: false, 80), experiment, new DatasetChoice(Samples.Dataset(), null), [Simd], 1)
            .PrintSetting();

        Assert.Contains(line, output.ToString());
    }

    private static string EngineLine(int workers, params EngineIdentity[] engines)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Opening(output, workers, engines).PrintSetting();
        return output.ToString().TrimEnd('\n').Split('\n')[^1];
    }

    private static Opening Opening(StringWriter output, int workers, params EngineIdentity[] engines) => new(
        new Terminal(output, output, IsLive: false, 80), SweepPlanTests.Experiment(Samples.Run()),
        new DatasetChoice(Samples.Dataset(), null), engines, workers);
}
