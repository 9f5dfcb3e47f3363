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
    private readonly float[] scaled;
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
        int whole = (rows * columns) + Vector<byte>.Count - 1;
        scaled = new float[whole - (whole % Vector<byte>.Count)];
        noise = new byte[(rows * columns) + scaled.Length];
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
        int pixels = rows * columns;
        stream.NextBytes(noise.AsSpan(0, 2 * pixels));
        Smooth(0, Right);
        Smooth(pixels, Down);
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

    private void Smooth(int first, Plane field)
    {
        Scale(first);
        for (int row = 0; row < rows; row++)
            scaled.AsSpan(row * columns, columns).CopyTo(drawn.Values.AsSpan(drawn.At(row)));

        // The columns beyond the last stay 0 in what is drawn, and so through the first sum.
        for (int row = 0; row < rows; row++)
        {
            int top = Math.Max(0, row - radius), bottom = Math.Min(rows - 1, row + radius);
            Sum(
                drawn.Values, drawn.At(top), drawn.Stride, kernel.AsSpan(top - row + radius, bottom - top + 1),
                smoothed.Values.AsSpan(smoothed.At(row), smoothed.Width));
        }

        for (int row = 0; row < rows; row++)
        {
            Sum(
                smoothed.Values, smoothed.At(row) - radius, 1, scaledKernel,
                field.Values.AsSpan(field.At(row), field.Width));
        }
    }

    /// <summary>Bytes of noise from a first one on become numbers from −1 to 1, a register of bytes at a time.</summary>
    private void Scale(int first)
    {
        for (int at = 0; at < scaled.Length; at += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(noise, first + at), out Vector<ushort> low, out Vector<ushort> high);
            Scale(low, at);
            Scale(high, at + Vector<ushort>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Scale(Vector<ushort> bytes, int at)
    {
        Vector<float> step = new(2f / byte.MaxValue);
        Vector.Widen(bytes, out Vector<uint> low, out Vector<uint> high);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(low)) * step) - Vector<float>.One).CopyTo(scaled, at);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(high)) * step) - Vector<float>.One)
            .CopyTo(scaled, at + Vector<uint>.Count);
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
