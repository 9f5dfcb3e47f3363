using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>From [unit][image] to [image][unit].</summary>
internal static unsafe class Transposition
{
    /// <param name="source">[unit][image], images side by side.</param>
    /// <param name="units">Rows of the source.</param>
    /// <param name="images">Columns of the source, a multiple of 4.</param>
    /// <param name="target">[image][unit].</param>
    /// <param name="targetStride">Floats from one image to the next in the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of(float* source, int units, int images, float* target, int targetStride)
    {
        int unit = 0;
        for (; Sse.IsSupported && unit + 4 <= units; unit += 4)
        {
            for (int image = 0; image < images; image += 4)
            {
                float* from = source + (unit * images) + image;
                FourByFour(from, images, target + ((nint)image * targetStride) + unit, targetStride);
            }
        }

        for (; unit < units; unit++)
        {
            for (int image = 0; image < images; image++)
                target[((nint)image * targetStride) + unit] = source[(unit * images) + image];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(float* source, int sourceStride, float* target, nint targetStride)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + sourceStride);
        Vector128<float> c = Vector128.Load(source + (2 * sourceStride));
        Vector128<float> d = Vector128.Load(source + (3 * sourceStride));
        Vector128<float> ab01 = Sse.UnpackLow(a, b), ab23 = Sse.UnpackHigh(a, b);
        Vector128<float> cd01 = Sse.UnpackLow(c, d), cd23 = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(ab01, cd01).Store(target);
        Sse.MoveHighToLow(cd01, ab01).Store(target + targetStride);
        Sse.MoveLowToHigh(ab23, cd23).Store(target + (2 * targetStride));
        Sse.MoveHighToLow(cd23, ab23).Store(target + (3 * targetStride));
    }
}
