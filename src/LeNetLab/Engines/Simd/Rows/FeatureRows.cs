using System.Runtime.Intrinsics;

namespace LeNetLab.Engines.Simd.Rows;

/// <summary>
/// Rows of features in single precision, and what linear classifiers ask of them, in double precision. The order of
/// additions is the same whatever the width of the machine's registers: sixteen sums side by side.
/// </summary>
internal sealed class FeatureRows
{
    private const int Quad = 4, Step = 4 * Quad;
    private readonly float[] values;
    private readonly int stride;

    /// <param name="count">Rows; all zeros at first.</param>
    /// <param name="length">Features of a row.</param>
    public FeatureRows(int count, int length)
    {
        Count = count;
        Length = length;
        stride = (length + Step - 1) / Step * Step;
        values = new float[(long)count * stride];
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Features of a row.</summary>
    public int Length { get; }

    /// <summary>Numbers that weights of a row take: its features, and zeros up to the next multiple of 16.</summary>
    public int Padded => stride;

    /// <summary>The features of a row.</summary>
    public Span<float> Row(int row) => values.AsSpan(row * stride, Length);

    /// <summary>Σₖ w(k) · x(k).</summary>
    /// <param name="row">x.</param>
    /// <param name="weights">w, <see cref="Padded"/> numbers.</param>
    public double Product(int row, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<float> x = values.AsSpan(row * stride, stride);
        ReadOnlySpan<double> w = weights[..stride];
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int k = 0; k < x.Length; k += Step)
        {
            (Vector256<double> x0, Vector256<double> x1) = Vector256.Widen(Vector256.Create(x.Slice(k, 2 * Quad)));
            (Vector256<double> x2, Vector256<double> x3) =
                Vector256.Widen(Vector256.Create(x.Slice(k + (2 * Quad), 2 * Quad)));
            s0 += x0 * Vector256.Create(w.Slice(k, Quad));
            s1 += x1 * Vector256.Create(w.Slice(k + Quad, Quad));
            s2 += x2 * Vector256.Create(w.Slice(k + (2 * Quad), Quad));
            s3 += x3 * Vector256.Create(w.Slice(k + (3 * Quad), Quad));
        }

        Vector256<double> sums = (s0 + s1) + (s2 + s3);
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }

    /// <summary>w(k) ← w(k) + <paramref name="scale"/> · x(k).</summary>
    /// <param name="row">x.</param>
    /// <param name="scale">What x is multiplied by.</param>
    /// <param name="weights">w, <see cref="Padded"/> numbers.</param>
    public void AddTo(int row, double scale, Span<double> weights)
    {
        ReadOnlySpan<float> x = values.AsSpan(row * stride, stride);
        Span<double> w = weights[..stride];
        Vector256<double> factor = Vector256.Create(scale);
        for (int k = 0; k < x.Length; k += 2 * Quad)
        {
            (Vector256<double> x0, Vector256<double> x1) = Vector256.Widen(Vector256.Create(x.Slice(k, 2 * Quad)));
            Span<double> first = w.Slice(k, Quad), second = w.Slice(k + Quad, Quad);
            (Vector256.Create<double>(first) + (factor * x0)).CopyTo(first);
            (Vector256.Create<double>(second) + (factor * x1)).CopyTo(second);
        }
    }
}
