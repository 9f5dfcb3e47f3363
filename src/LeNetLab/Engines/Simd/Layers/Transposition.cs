using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>From [unit][image] to [units of a register][image][unit]: images in the lanes become units in the lanes.</summary>
internal static unsafe class Transposition
{
    /// <param name="source">[unit][image], as many images as there are lanes.</param>
    /// <param name="units">Rows of the source.</param>
    /// <param name="target">[group of units][image][unit of the group]; the last group's missing units are left alone.</param>
    /// <param name="groupStride">Floats from one group to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of<TLane>(float* source, int units, float* target, int groupStride)
        where TLane : struct, ILane<TLane>
    {
        int images = TLane.Count, unit = 0;
        for (; Sse.IsSupported && unit + 4 <= units; unit += 4, source += 4 * images)
        {
            float* group = Place(target, unit, images, groupStride);
            for (int image = 0; image < images; image += 4)
                FourByFour(source + image, images, group + (image * images), images);
        }

        for (; unit < units; unit++, source += images)
        {
            float* group = Place(target, unit, images, groupStride);
            for (int image = 0; image < images; image++)
                group[image * images] = source[image];
        }
    }

    private static float* Place(float* target, int unit, int lanes, int groupStride) =>
        target + ((nint)(unit / lanes) * groupStride) + (unit % lanes);

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
