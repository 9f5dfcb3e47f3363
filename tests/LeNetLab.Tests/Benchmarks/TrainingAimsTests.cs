using LeNetLab.Benchmarks;
using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Sections;
using LeNetLab.Models;

namespace LeNetLab.Tests.Benchmarks;

public sealed class TrainingAimsTests
{
    private static readonly ModelSpec Plain = new();
    private static readonly ModelSpec Partial = new() { C3 = C3Connections.Partial };

    private static Spread Of(double value) => Spread.Of([value]);

    private static TrainingRow Row(ModelSpec model, double ofPeak, double? ofReference) => new(
        model, Of(1000), Of(ofPeak), ofReference is { } value ? Of(value) : null, Of(3000));

    private static Figure[] Aims(params TrainingRow[] rows)
    {
        using var bench = new Bench(
            new BenchOptions { Timing = new Timing(1, TimeSpan.Zero, new ManualClock()), Python = "python3" },
            TextWriter.Null);
        return [.. TrainingAims.Of(bench, rows)];
    }

    [Fact]
    public void The_default_and_the_wide_network_are_held_against_the_peak()
    {
        Figure[] aims = Aims(
            Row(Plain, 99, null), Row(Plain with { Preset = Preset.LeNet5Wide }, 84, null));

        Assert.Equal(
            [
                ("lenet5 full average tanh, of the peak", Verdict.Reached),
                ("lenet5-wide full average tanh, of the peak", Verdict.Missed),
            ],
            aims.Select(figure => (figure.Name, figure.Verdict)));
    }

    [Fact]
    public void A_groups_slowest_variant_speaks_for_it()
    {
        Figure[] aims = Aims(
            Row(Plain with { Activation = new Activation.Relu() }, 60, 105),
            Row(Plain with { Pooling = PoolingKind.Max }, 60, 89),
            Row(Plain with { Activation = new Activation.Sigmoid() }, 60, 91),
            Row(Plain with { Pooling = PoolingKind.Subsampling }, 60, 86));

        Assert.Equal([(89, Verdict.Missed), (86, Verdict.Reached)], aims.Select(
            figure => ((int)figure.Spread!.Median, figure.Verdict)));
        Assert.StartsWith("lenet5 full max tanh, the slowest of 3; 2 of them", aims[0].Note, StringComparison.Ordinal);
    }

    // Full C3 asks for 1,131,960 multiply-adds, Table I for 270,000 fewer: 1.31 times the images at the same fraction.
    [Fact]
    public void Partial_c3_is_to_gain_what_it_leaves_out()
    {
        Figure gain = Assert.Single(Aims(Row(Partial, 60, 80)));

        Assert.Equal((80, Verdict.Missed), ((int)gain.Spread!.Median, gain.Verdict));
        Assert.StartsWith("×1.05 images a second, of ×1.31", gain.Note, StringComparison.Ordinal);
    }
}
