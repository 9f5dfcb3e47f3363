using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LeNetLab.Data;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>Puts images into lanes: grey levels scaled, centred in the border that the network asks for.</summary>
internal sealed unsafe class InputLayer
{
    private const int Eight = 8;
    private readonly Tensor output;
    private readonly int lanes;
    private (int Rows, int Columns) size;

    /// <param name="output">Where they go.</param>
    /// <param name="lanes">Images side by side, a multiple of 8.</param>
    public InputLayer(Tensor output, int lanes)
    {
        this.output = output;
        this.lanes = lanes;
    }

    /// <summary>
    /// Loads one block; lanes beyond the images get the first once more. Their gradients are zeros, and whatever
    /// image it is whose activations overflow, it must be one of the batch: 0 · ∞ is no zero.
    /// </summary>
    public void Load(ImageSet images, ReadOnlySpan<int> indices, int block)
    {
        if (size != (images.Rows, images.Columns))
        {
            // Images of one size leave the border as it is; in those of another it would show the last ones.
            size = (images.Rows, images.Columns);
            output.Fill(PixelScaling.Background);
        }

        int top = Border(output.Shape.Rows, images.Rows), left = Border(output.Shape.Columns, images.Columns);
        float* target = output.Values(block) + (top * output.RowStride) + (left * lanes);
        byte** rows = stackalloc byte*[Eight];
        fixed (byte* pixels = images.Pixels)
        {
            for (int lane = 0; lane < lanes; lane += Eight)
            {
                for (int i = 0; i < Eight; i++)
                    rows[i] = pixels + OffsetOf(indices[lane + i < indices.Length ? lane + i : 0], images);

                LoadEight(rows, images.Rows, images.Columns, target + lane);
            }
        }
    }

    private static nint OffsetOf(int index, ImageSet images)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)images.Count, nameof(index));
        return (nint)index * images.Rows * images.Columns;
    }

    private static int Border(int input, int image)
    {
        if (image > input || (input - image) % 2 != 0)
            throw new ArgumentException($"Images of {image} pixels cannot be centred in an input of {input}.");
        return (input - image) / 2;
    }

    /// <summary>Eight images, row by row: the last eight columns of a row may overlap those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadEight(byte** images, int rows, int columns, float* target)
    {
        for (int row = 0; row < rows; row++, target += output.RowStride)
        {
            int at = row * columns, column = 0;
            for (; Avx2.IsSupported && columns >= Eight && column < columns; column += Eight)
            {
                int from = Math.Min(column, columns - Eight);
                EightByEight(images, at + from, target + (from * lanes));
            }

            for (; column < columns; column++)
            {
                for (int image = 0; image < Eight; image++)
                    target[(column * lanes) + image] = PixelScaling.Table[images[image][at + column]];
            }
        }
    }

    /// <summary>Eight columns of eight images, which become eight rows of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EightByEight(byte** images, int at, float* target)
    {
        Vector128<short> i01 = Pair(images[0] + at, images[1] + at), i23 = Pair(images[2] + at, images[3] + at);
        Vector128<short> i45 = Pair(images[4] + at, images[5] + at), i67 = Pair(images[6] + at, images[7] + at);
        Vector128<int> low03 = Sse2.UnpackLow(i01, i23).AsInt32(), high03 = Sse2.UnpackHigh(i01, i23).AsInt32();
        Vector128<int> low47 = Sse2.UnpackLow(i45, i67).AsInt32(), high47 = Sse2.UnpackHigh(i45, i67).AsInt32();
        TwoColumns(Sse2.UnpackLow(low03, low47), target);
        TwoColumns(Sse2.UnpackHigh(low03, low47), target + (2 * lanes));
        TwoColumns(Sse2.UnpackLow(high03, high47), target + (4 * lanes));
        TwoColumns(Sse2.UnpackHigh(high03, high47), target + (6 * lanes));
    }

    /// <summary>Eight pixels of two images, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pair(byte* first, byte* second) => Sse2.UnpackLow(
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(first)).AsByte(),
        Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(second)).AsByte()).AsInt16();

    /// <summary>Two columns of eight images, scaled as <see cref="PixelScaling"/> scales.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TwoColumns(Vector128<int> levels, float* target)
    {
        Scaled(levels.AsByte()).Store(target);
        Scaled(Sse2.ShiftRightLogical128BitLane(levels.AsByte(), Eight)).Store(target + lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scaled(Vector128<byte> levels)
    {
        // The step in two parts: a product with the first alone would be an ulp away for some levels.
        const float Head = (float)PixelScaling.Step, Tail = (float)(PixelScaling.Step - Head);
        Vector256<float> level = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(levels));
        Vector256<float> above = level - Vector256.Create((float)PixelScaling.ZeroLevel);
        return Vector256.FusedMultiplyAdd(above, Vector256.Create(Head), above * Vector256.Create(Tail));
    }
}
