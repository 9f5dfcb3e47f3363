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

    [Fact]
    public void Pieces_multiply_the_rate_each_for_its_epochs_and_the_last_to_the_end()
    {
        var schedule = new ScheduleSpec.Piecewise([new(1, 1), new(3, 2), new(0.5, 0)]);
        double[] rates = Rates(Schedule(schedule, epochs: 5, stepsPerEpoch: 2));

        Assert.Equal([0.5, 0.5, 1.5, 1.5, 1.5, 1.5, 0.25, 0.25, 0.25, 0.25], rates);
    }

    // LeCun et al. 1998, §III.B.
    [Fact]
    public void The_schedule_of_1998_makes_the_published_rates_of_0_0005()
    {
        var schedule = new LearningRateSchedule(
            new TrainingSpec { Epochs = 20, LearningRate = 0.0005, Schedule = ScheduleSpec.Piecewise.Of1998 }, 1);

        Assert.Equal(
            [
                .. Enumerable.Repeat(5e-4, 2), .. Enumerable.Repeat(2e-4, 3), .. Enumerable.Repeat(1e-4, 3),
                .. Enumerable.Repeat(5e-5, 4), .. Enumerable.Repeat(1e-5, 8),
            ],
            Rates(schedule).Select(rate => Math.Round(rate, 12)));
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
    public void The_first_epochs_of_a_longer_training_have_the_rates_of_a_shorter_one_wherever_that_is_claimed()
    {
        var shared = new HashSet<Type>();
        int different = 0;
        Prop.ForAll(
            ArbMap.Default.ArbFor<(PositiveInt Epochs, PositiveInt More, PositiveInt Steps, NonNegativeInt Warmup)>(),
            Gen.Choose(0, 3).ToArbitrary(),
            (draw, kind) =>
            {
                int epochs = 1 + (draw.Epochs.Get % 20), longer = epochs + 1 + (draw.More.Get % 20);
                int steps = 1 + (draw.Steps.Get % 50);
                double warmup = draw.Warmup.Get % 7 == 0 ? epochs : draw.Warmup.Get % (20 * epochs) / 20.0;
                ScheduleSpec schedule = kind switch
                {
                    0 => new ScheduleSpec.Constant(),
                    1 => new ScheduleSpec.Step(1 + (draw.Warmup.Get % 4), 0.7),
                    2 => new ScheduleSpec.Piecewise([new(1, 1 + (draw.More.Get % 5)), new(3, 2), new(0.1, 0)]),
                    _ => new ScheduleSpec.Cosine(),
                };
                TrainingSpec Spec(int length) => new()
                {
                    Epochs = length,
                    LearningRate = 0.3,
                    Schedule = schedule,
                    WarmupEpochs = warmup,
                };
                bool same = Rates(Spec(epochs)).AsSpan().SequenceEqual(Rates(Spec(longer)));
                bool claimed = LearningRateSchedule.SharesFirst(Spec(longer), epochs);
                Assert.Equal(claimed, LearningRateSchedule.SharesFirst(Spec(epochs), epochs));
                if (claimed)
                    shared.Add(schedule.GetType());
                different += same ? 0 : 1;
                return same || !claimed;

                // To the bit, both as the schedule has them and as they reach an engine.
                (double, float)[] Rates(TrainingSpec spec)
                {
                    var rates = new LearningRateSchedule(spec, steps);
                    var filled = new float[steps];
                    return
                    [
                        .. Enumerable.Range(1, epochs).SelectMany(epoch =>
                        {
                            rates.Fill(epoch, filled);
                            long first = (long)(epoch - 1) * steps;
                            return filled.Select((rate, step) => (rates.Rate(first + step), rate)).ToArray();
                        }),
                    ];
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true));

        Assert.Equal(4, shared.Count);
        Assert.True(different > 100, $"{different}");
    }

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
