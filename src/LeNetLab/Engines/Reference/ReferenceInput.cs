using LeNetLab.Data;
using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>An image as a network's input.</summary>
internal static class ReferenceInput
{
    /// <summary>Grey levels scaled, in the middle of a background.</summary>
    /// <param name="shape">The input's.</param>
    /// <param name="images">The set that <paramref name="index"/> points into.</param>
    /// <param name="index">Which image.</param>
    public static double[] Of(Shape shape, ImageSet images, int index)
    {
        int top = (shape.Rows - images.Rows) / 2, left = (shape.Columns - images.Columns) / 2;
        var input = new double[shape.Length];
        Array.Fill(input, PixelScaling.Background);
        ReadOnlySpan<byte> pixels = images.Image(index);
        for (int i = 0; i < pixels.Length; i++)
        {
            int row = top + (i / images.Columns), column = left + (i % images.Columns);
            input[(row * shape.Columns) + column] = PixelScaling.Table[pixels[i]];
        }

        return input;
    }
}
