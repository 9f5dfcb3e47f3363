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

        // Row by row, all lanes of it: so few cache lines at a time stay in the first level.
        fixed (float* table = PixelScaling.Table)
        {
            for (int row = 0; row < images.Rows; row++, target += output.RowStride)
            {
                for (int lane = 0; lane < indices.Length; lane++)
                {
                    fixed (byte* pixels = images.Image(indices[lane]))
                        Scatter(pixels + (row * images.Columns), images.Columns, table, target + lane);
                }

                for (int lane = indices.Length; lane < lanes; lane++)
                    Blank(images.Columns, target + lane);
            }
        }
    }

    private static int Border(int input, int image)
    {
        if (image > input || (input - image) % 2 != 0)
            throw new ArgumentException($"Images of {image} pixels cannot be centred in an input of {input}.");
        return (input - image) / 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter(byte* pixels, int columns, float* table, float* target)
    {
        for (int column = 0; column < columns; column++, target += lanes)
            *target = table[pixels[column]];
    }

    private void Blank(int columns, float* target)
    {
        for (int column = 0; column < columns; column++)
            target[column * lanes] = PixelScaling.Background;
    }
}
