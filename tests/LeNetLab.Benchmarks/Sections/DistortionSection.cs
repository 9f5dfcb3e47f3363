using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Data;
using LeNetLab.Data.Distortions;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>What distorting the training images adds to training on them.</summary>
internal sealed class DistortionSection : ISection
{
    private static readonly (string Name, DistortionStrength Strength)[] Kinds =
    [
        ("affine", new DistortionStrength(1, 0, 4)), ("elastic", new DistortionStrength(0, 34, 4)),
        ("affine+elastic", new DistortionStrength(1, 34, 4)),
    ];

    public string Name => "distortions";

    public string Title => $"distorting an image beside training on it, batch {TrainingLoad.UsualBatch}; one core.";

    public void Measure(Bench bench)
    {
        var model = new ModelSpec();
        string name = new VariantName(model).ToString();
        if (!bench.Wants(name))
            return;
        using var load = TrainingLoad.OnNoise(model);
        ImageSet digits = NoiseDigits.Draw(0, TrainingLoad.UsualImages);
        Timing timing = bench.Timing;
        timing.WarmUp(load.Train);
        foreach ((string kind, DistortionStrength strength) in Kinds)
        {
            var distorter = new Distorter(strength, digits.Rows, digits.Columns);
            timing.WarmUp(() => Distort(digits, distorter));
            double[][] rounds = timing.InTurn(
                () => timing.UnitsPerSecond(load.Train), () => timing.UnitsPerSecond(() => Distort(digits, distorter)));
            bench.Add(bench.Figure(
                $"{name}, {kind}, of the time to train", Unit.Percent, Spread.OfRatios(rounds[0], rounds[1], 100)) with
            {
                Aim = Aim.AtMost(30),
            });
        }
    }

    private static long Distort(ImageSet digits, Distorter distorter)
    {
        SeedStream root = SeedStream.Open(0, "bench distortion");
        var target = new byte[digits.Rows * digits.Columns];
        for (int i = 0; i < digits.Count; i++)
            distorter.Distort(digits.Image(i), root.Sibling((ulong)i), target);
        return digits.Count;
    }
}
