using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Numerics;

namespace LeNetLab.Methods.Kernels;

/// <summary>
/// e^(−γ·d/255²) of the squared distance d of two images in grey levels: a whole number, so that two tables and a
/// product give it, e^(a + b) = e^a · e^b, within an ulp of single precision.
/// </summary>
internal sealed class RbfFunction
{
    private const int LowBits = 12, LowMask = (1 << LowBits) - 1;
    private const int Most = PixelRows.Length * 255 * 255;

    private readonly double[] high, low;

    /// <param name="gamma">γ &gt; 0, for pixels of 0 … 1.</param>
    public RbfFunction(double gamma)
    {
        double step = -gamma / (255 * 255);
        low = [.. Enumerable.Range(0, LowMask + 1).Select(d => PortableMath.Exp(step * d))];
        high = [.. Enumerable.Range(0, (Most >> LowBits) + 1).Select(d => PortableMath.Exp(step * (d << LowBits)))];
    }

    /// <summary>The kernel at a squared distance in grey levels.</summary>
    public float At(int distance) => (float)(high[distance >> LowBits] * low[distance & LowMask]);
}
