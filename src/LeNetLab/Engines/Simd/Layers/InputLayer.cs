using System.Runtime.CompilerServices;
using LeNetLab.Data;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>Puts images into lanes: grey levels scaled, centred in the border that the network asks for.</summary>
internal sealed unsafe class InputLayer
{
    private readonly Tensor output;
    private readonly int lanes;

    public InputLayer(Tensor output, int lanes, int blocks)
    {
        this.output = output;
        this.lanes = lanes;
        for (int block = 0; block < blocks; block++)
            new Span<float>(output.Values(block), output.BlockLength).Fill(PixelScaling.Background);
    }

    /// <summary>Loads one block; lanes beyond the images get an empty one.</summary>
    public void Load(ImageSet images, ReadOnlySpan<int> indices, int block)
    {
        int top = Border(output.Shape.Rows, images.Rows), left = Border(output.Shape.Columns, images.Columns);
        float* target = output.Values(block) + (top * output.RowStride) + (left * lanes);
        for (int lane = 0; lane < lanes; lane++)
        {
            if (lane < indices.Length)
                Scatter(images.Image(indices[lane]), images.Rows, images.Columns, target + lane);
            else
                Blank(images.Rows, images.Columns, target + lane);
        }
    }

    private static int Border(int input, int image)
    {
        if (image > input || (input - image) % 2 != 0)
            throw new ArgumentException($"Images of {image} pixels cannot be centred in an input of {input}.");
        return (input - image) / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter(ReadOnlySpan<byte> pixels, int rows, int columns, float* target)
    {
        fixed (float* table = PixelScaling.Table)
        fixed (byte* start = pixels)
        {
            byte* pixel = start;
            for (int row = 0; row < rows; row++)
            {
                float* cell = target + ((nint)row * output.RowStride);
                for (int column = 0; column < columns; column++, cell += lanes)
                    *cell = table[*pixel++];
            }
        }
    }

    private void Blank(int rows, int columns, float* target)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                target[((nint)row * output.RowStride) + (column * lanes)] = PixelScaling.Background;
        }
    }
}
