using LeNetLab.Data;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Data.Strokes;

/// <summary>Softmax regression on the pixels: ten weighted sums; the largest is the answer.</summary>
internal sealed class LinearClassifier
{
    private const int Classes = 10, Pixels = 28 * 28;

    private readonly double[] biases = new double[Classes];

    // [class][pixel]
    private readonly double[] weights = new double[Classes * Pixels];

    /// <summary>Trains by stochastic gradient descent, image by image, at a rate that falls to 0.</summary>
    internal static LinearClassifier Train(ImageSet images, int epochs)
    {
        LinearClassifier classifier = new();
        Inked[][] inputs = Inputs(images);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            SeedStream.Open(1, "order", (ulong)epoch).Shuffle<int>(order);
            double rate = 0.01 * (epochs - epoch) / epochs;
            foreach (int i in order)
                classifier.Learn(inputs[i], images.Labels[i], rate);
        }

        return classifier;
    }

    internal double ErrorPct(ImageSet images)
    {
        Inked[][] inputs = Inputs(images);
        Span<double> sums = stackalloc double[Classes];
        int errors = 0;
        for (int i = 0; i < images.Count; i++)
        {
            Sum(inputs[i], sums);
            errors += sums.IndexOf(Largest(sums)) == images.Labels[i] ? 0 : 1;
        }

        return 100.0 * errors / images.Count;
    }

    /// <summary>Each image's pixels but for the background: four in five are that.</summary>
    private static Inked[][] Inputs(ImageSet images) => [.. Enumerable.Range(0, images.Count).Select(i =>
        images.Image(i).ToArray().Select((level, pixel) => new Inked(pixel, level / 255.0))
            .Where(inked => inked.Ink > 0).ToArray())];

    private static double Largest(ReadOnlySpan<double> sums)
    {
        double largest = sums[0];
        foreach (double sum in sums)
            largest = Math.Max(largest, sum);
        return largest;
    }

    private void Learn(Inked[] input, int label, double rate)
    {
        Span<double> powers = stackalloc double[Classes];
        Sum(input, powers);
        double largest = Largest(powers), total = 0;
        foreach (ref double power in powers)
        {
            power = PortableMath.Exp(power - largest);
            total += power;
        }

        for (int k = 0; k < Classes; k++)
        {
            double step = rate * ((powers[k] / total) - (k == label ? 1 : 0));
            biases[k] -= step;
            Span<double> row = weights.AsSpan(k * Pixels, Pixels);
            foreach (Inked inked in input)
                row[inked.Pixel] -= step * inked.Ink;
        }
    }

    private void Sum(Inked[] input, Span<double> sums)
    {
        for (int k = 0; k < Classes; k++)
        {
            sums[k] = biases[k];
            ReadOnlySpan<double> row = weights.AsSpan(k * Pixels, Pixels);
            foreach (Inked inked in input)
                sums[k] += row[inked.Pixel] * inked.Ink;
        }
    }

    private readonly record struct Inked(int Pixel, double Ink);
}
