using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class EngineRatesTests
{
    private static readonly EngineSpec Torch = new("torch", "cuda");

    private static readonly SweepPlan Plan = SweepPlan.Create(
        SweepPlanTests.Experiment(
        [
            .. Enumerable.Range(1, 3).Select(seed => Samples.Run("engine=simd", seed)),
            .. Enumerable.Range(1, 3).Select(seed => Samples.Run("engine=torch", seed) with { Engine = Torch }),
        ]),
        Samples.Dataset(), spec => new EngineIdentity(spec.Name, 1, spec.Device, 0));

    private static readonly SweepItem[] Simd = [.. Plan.Items.Where(item => item.Run.Engine.Name == "simd")];
    private static readonly SweepItem[] OnCard = [.. Plan.Items.Where(item => item.Run.Engine.Name == "torch")];

    [Fact]
    public void An_engine_s_rate_is_the_median_of_its_own_runs()
    {
        EngineRates rates = EngineRates.Of(
            Plan,
            [
                Recorded(Simd[0], 100), Recorded(Simd[1], 400), Recorded(Simd[2], 200), Recorded(OnCard[0], 100_000),
            ]);

        Assert.Equal(Seconds(Simd[0], 200), rates.Seconds(Simd[0]), 1e-9);
        Assert.Equal(Seconds(OnCard[2], 100_000), rates.Seconds(OnCard[2]), 1e-9);
        Assert.True(rates.Cover(Plan.Items));
    }

    [Fact]
    public void What_one_engine_did_says_nothing_about_another()
    {
        EngineRates rates = EngineRates.Of(Plan, [Recorded(OnCard[0], 1e6)]);

        Assert.Equal(Simd[0].Work / TimeEstimate.AssumedRate, rates.Seconds(Simd[0]), 1e-12);
        Assert.True(rates.Cover(OnCard));
        Assert.False(rates.Cover(Plan.Items));
    }

    [Fact]
    public void Runs_that_are_not_the_plan_s_or_have_no_figures_do_not_count()
    {
        RunSummary other = Recorded(Simd[0], 7) with { RunId = "0123456789abcdef" };
        RunSummary pending = Recorded(Simd[1], 7) with { ImagesPerSecond = null };

        Assert.False(EngineRates.Of(Plan, [other, pending]).Cover([Simd[0]]));
    }

    [Fact]
    public void Runs_of_several_engines_have_the_rate_at_which_they_take_their_time_together()
    {
        EngineRates rates = EngineRates.Of(Plan, [Recorded(Simd[0], 100), Recorded(OnCard[0], 900)]);

        double seconds = Plan.Items.Sum(rates.Seconds);

        Assert.Equal(seconds, Plan.Items.Sum(item => item.Work) / rates.Mean(Plan.Items), seconds * 1e-12);
        Assert.Equal(seconds, TimeEstimate.Of(Plan.Items, 1, rates).TotalSeconds, 1e-6);
        Assert.Equal(TimeEstimate.AssumedRate, rates.Mean([]));
    }

    [Fact]
    public void What_a_checkpoint_holds_takes_no_time_and_leaves_the_rate_alone()
    {
        EngineRates rates = EngineRates.Of(Plan, [Recorded(Simd[0], 100)]);
        SweepItem half = Simd[1] with { EpochsBefore = 1 }, whole = Simd[1] with { EpochsBefore = 2 };

        Assert.Equal(Seconds(Simd[1], 100) / 2, rates.Seconds(half), 1e-9);
        Assert.Equal(0, rates.Seconds(whole));
        Assert.Equal(rates.Mean([Simd[1]]), rates.Mean([whole]), 1e-3);
    }

    /// <summary>What a whole run takes at so many training images a second.</summary>
    private static double Seconds(SweepItem item, double imagesPerSecond) =>
        item.Work / (imagesPerSecond * item.TrainingWork / item.Run.TrainImages);

    private static RunSummary Recorded(SweepItem item, double imagesPerSecond) => new()
    {
        RunId = item.Run.RunId,
        Experiment = "sample",
        Variant = item.Run.Spec.Variant,
        Activation = "tanh",
        C3 = "full",
        Pooling = "average",
        Width = "lenet5",
        Engine = item.Run.Engine.Name,
        Device = item.Run.Engine.Device,
        Dataset = "sample",
        DatasetSha256 = item.Run.DatasetSha256,
        TrainImages = item.Run.TrainImages,
        Seed = item.Run.Spec.Seed,
        Status = RunStatus.Done,
        Epochs = 2,
        Parameters = item.Run.Parameters,
        ImagesPerSecond = imagesPerSecond,
    };
}
