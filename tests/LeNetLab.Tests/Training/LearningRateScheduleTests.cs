using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static LearningRateSchedule Schedule(
        ScheduleSpec schedule, int epochs = 4, int stepsPerEpoch = 10, double warmup = 0) =>
        new(new TrainingSpec { Epochs = epochs, LearningRate = 0.5, Schedule = schedule, WarmupEpochs = warmup },
            stepsPerEpoch);

    private static double[] Rates(LearningRateSchedule schedule) =>
        [.. Enumerable.Range(0, (int)schedule.TotalSteps).Select(step => schedule.Rate(step))];

    [Fact]
    public void A_constant_rate_stays() =>
        Assert.All(Rates(Schedule(new ScheduleSpec.Constant())), rate => Assert.Equal(0.5, rate));

    [Fact]
    public void A_step_multiplies_after_every_so_many_epochs()
    {
        double[] rates = Rates(Schedule(new ScheduleSpec.Step(2, 0.1), epochs: 5, stepsPerEpoch: 2));

        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.05, 0.05, 0.005, 0.005], rates.Select(r => Math.Round(r, 12)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(10, 0.42677669529663687)]
    [InlineData(20, 0.25)]
    [InlineData(30, 0.07322330470336313)]
    public void A_cosine_passes_through_known_values(int step, double expected) =>
        Assert.Equal(expected, Schedule(new ScheduleSpec.Cosine()).Rate(step), 1e-15);

    [Fact]
    public void A_cosine_has_all_but_vanished_at_the_last_step_and_never_rises()
    {
        double[] rates = Rates(Schedule(new ScheduleSpec.Cosine(), epochs: 8, stepsPerEpoch: 938));

        Assert.InRange(rates[^1], 1e-12, 1e-6);
        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void Warm_up_rises_in_equal_steps_to_the_whole_rate()
    {
        double[] rates = Rates(Schedule(new ScheduleSpec.Constant(), epochs: 2, stepsPerEpoch: 8, warmup: 0.5));

        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.5], rates.Take(6).Select(rate => Math.Round(rate, 12)));
    }

    [Fact]
    public void A_cosine_starts_whole_after_the_warm_up_and_still_ends_at_nothing()
    {
        LearningRateSchedule schedule = Schedule(new ScheduleSpec.Cosine(), warmup: 1);

        Assert.Equal(0.5, schedule.Rate(10));
        Assert.Equal(0.25, schedule.Rate(25), 1e-15);
        Assert.InRange(schedule.Rate(39), 0, 0.002);
    }

    [Fact]
    public void Every_rate_of_every_schedule_is_above_0_and_at_most_the_base_rate() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Epochs, PositiveInt Steps, NonNegativeInt Warmup, PositiveInt Kind)>(),
            draw =>
            {
                int epochs = 1 + (draw.Epochs.Get % 20);
                ScheduleSpec kind = (draw.Kind.Get % 3) switch
                {
                    0 => new ScheduleSpec.Constant(),
                    1 => new ScheduleSpec.Step(1 + (draw.Kind.Get % 4), 0.5),
                    _ => new ScheduleSpec.Cosine(),
                };
                double warmup = draw.Warmup.Get % 100 / 20.0;
                double[] rates = Rates(Schedule(kind, epochs, 1 + (draw.Steps.Get % 50), warmup));
                return rates.All(rate => rate is > 0 and <= 0.5);
            }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));

    [Fact]
    public void An_epochs_rates_are_its_steps_rates()
    {
        LearningRateSchedule schedule = Schedule(new ScheduleSpec.Cosine(), warmup: 0.3);
        var third = new float[10];
        schedule.Fill(3, third);

        Assert.Equal(Enumerable.Range(20, 10).Select(step => (float)schedule.Rate(step)), third);
    }

    [Fact]
    public void A_step_beyond_the_end_has_no_rate() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule(new ScheduleSpec.Constant()).Rate(40));
}
