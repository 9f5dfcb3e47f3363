using System.Numerics;
using System.Runtime.CompilerServices;
using LeNetLab.Numerics;

namespace LeNetLab.Data.Distortions;

/// <summary>
/// A random elastic displacement (Simard, Steinkraus and Platt 2003, "Best Practices for Convolutional Neural
/// Networks"): for each pixel and direction a number uniform in [−1, 1], smoothed by a Gaussian of standard deviation σ
/// whose weights add up to 1, and multiplied by α. Their best on digits of 29×29 pixels were σ = 4, α = 34.
/// </summary>
/// <remarks>
/// Beyond the image there is no noise, so the field falls off towards the border. The Gaussian is cut at 3σ. Each sum
/// is taken in one order, tap after tap, whatever the registers' width.
/// </remarks>
internal sealed class DisplacementField
{
    /// <summary>Vectors that are summed side by side: one sum alone would wait for each addition to end.</summary>
    private const int Together = 4;

    private readonly int rows, columns, radius;
    private readonly float[] kernel, scaledKernel;
    private readonly byte[] noise;
    private readonly Plane drawn, smoothed;

    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="alpha">α in pixels.</param>
    /// <param name="sigma">σ in pixels.</param>
    public DisplacementField(int rows, int columns, double alpha, double sigma)
    {
        this.rows = rows;
        this.columns = columns;
        double[] weights = Gaussian(sigma);
        radius = weights.Length / 2;
        kernel = [.. weights.Select(weight => (float)weight)];
        scaledKernel = [.. weights.Select(weight => (float)(alpha * weight))];
        noise = new byte[2 * rows * columns];
        drawn = new Plane(rows, columns, 0);
        smoothed = new Plane(rows, columns, radius);
        Right = new Plane(rows, columns, 0);
        Down = new Plane(rows, columns, 0);
    }

    /// <summary>How far to the right of a pixel to look for it.</summary>
    public Plane Right { get; }

    /// <summary>How far below it.</summary>
    public Plane Down { get; }

    /// <summary>Draws another field.</summary>
    /// <param name="stream">Gives a byte for each pixel and direction.</param>
    public void Draw(SeedStream stream)
    {
        stream.NextBytes(noise);
        Smooth(noise.AsSpan(0, rows * columns), Right);
        Smooth(noise.AsSpan(rows * columns), Down);
    }

    /// <summary>The weights of a Gaussian cut at 3σ; they add up to 1.</summary>
    internal static double[] Gaussian(double sigma)
    {
        int reach = (int)Math.Ceiling(3 * sigma);
        double[] weights =
        [
            .. Enumerable.Range(-reach, (2 * reach) + 1)
                .Select(distance => PortableMath.Exp(-distance * distance / (2 * sigma * sigma))),
        ];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private void Smooth(ReadOnlySpan<byte> bytes, Plane field)
    {
        const float Step = 2f / 255;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> from = bytes.Slice(row * columns, columns);
            Span<float> to = drawn.Values.AsSpan(drawn.At(row), columns);
            for (int column = 0; column < to.Length; column++)
                to[column] = (from[column] * Step) - 1f;
        }

        // The columns beyond the last stay 0 in what is drawn, and so through the first sum.
        for (int row = 0; row < rows; row++)
        {
            int first = Math.Max(0, row - radius), last = Math.Min(rows - 1, row + radius);
            Sum(
                drawn.Values, drawn.At(first), drawn.Stride, kernel.AsSpan(first - row + radius, last - first + 1),
                smoothed.Values.AsSpan(smoothed.At(row), smoothed.Width));
        }

        for (int row = 0; row < rows; row++)
        {
            Sum(
                smoothed.Values, smoothed.At(row) - radius, 1, scaledKernel,
                field.Values.AsSpan(field.At(row), field.Width));
        }
    }

    /// <summary>target(i) = Σₖ weights(k) · source(first + k·step + i), k ascending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(float[] source, int first, int step, ReadOnlySpan<float> weights, Span<float> target)
    {
        int lanes = Vector<float>.Count, at = 0;
        for (; at + (Together * lanes) <= target.Length; at += Together * lanes)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            int from = first + at;
            foreach (float one in weights)
            {
                var weight = new Vector<float>(one);
                ref float window = ref source[from];
                a += weight * Vector.LoadUnsafe(ref window);
                b += weight * Vector.LoadUnsafe(ref window, (nuint)lanes);
                c += weight * Vector.LoadUnsafe(ref window, (nuint)(2 * lanes));
                d += weight * Vector.LoadUnsafe(ref window, (nuint)(3 * lanes));
                from += step;
            }

            a.CopyTo(target[at..]);
            b.CopyTo(target[(at + lanes)..]);
            c.CopyTo(target[(at + (2 * lanes))..]);
            d.CopyTo(target[(at + (3 * lanes))..]);
        }

        for (; at < target.Length; at += lanes)
        {
            Vector<float> sum = default;
            int from = first + at;
            foreach (float one in weights)
            {
                sum += new Vector<float>(one) * Vector.LoadUnsafe(ref source[from]);
                from += step;
            }

            sum.CopyTo(target[at..]);
        }
    }
}
