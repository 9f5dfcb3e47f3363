using LeNetLab.Data.Distortions;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Data.Distortions;

/// <summary>What a distortion is, pixel by pixel as the formulas have it: the truth of the tests.</summary>
internal static class ObviousDistortion
{
    public static byte[] Of(byte[] image, int rows, int columns, DistortionStrength strength, SeedStream stream)
    {
        AffineMap map = strength.Affine > 0 ? AffineMap.Draw(strength.Affine, stream) : AffineMap.Identity;
        float[] right = new float[rows * columns], down = new float[rows * columns];
        if (strength.ElasticAlpha > 0)
        {
            byte[] noise = new byte[2 * rows * columns];
            stream.NextBytes(noise);
            right = Smoothed(noise[..(rows * columns)], rows, columns, strength);
            down = Smoothed(noise[(rows * columns)..], rows, columns, strength);
        }

        return Warped(image, rows, columns, map, right, down);
    }

    public static byte[] Warped(byte[] image, int rows, int columns, AffineMap map, float[] right, float[] down)
    {
        var bent = new byte[rows * columns];
        float middleX = (columns - 1) / 2f, middleY = (rows - 1) / 2f;
        for (int i = 0; i < bent.Length; i++)
        {
            float px = (i % columns) - middleX + right[i], py = (i / columns) - middleY + down[i];
            float x = (px * map.XByX) + (py * map.XByY) + (map.X + middleX);
            float y = (px * map.YByX) + (py * map.YByY) + (map.Y + middleY);
            (int left, int top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
            (float u, float v) = (x - left, y - top);
            float high = Pixel(left, top) + (u * (Pixel(left + 1, top) - Pixel(left, top)));
            float low = Pixel(left, top + 1) + (u * (Pixel(left + 1, top + 1) - Pixel(left, top + 1)));
            bent[i] = (byte)MathF.Floor(high + (v * (low - high)) + 0.5f);
        }

        return bent;

        float Pixel(int column, int row) =>
            column >= 0 && column < columns && row >= 0 && row < rows ? image[(row * columns) + column] : 0;
    }

    /// <summary>Uniform noise in [−1, 1], times a Gaussian down, then across, then α.</summary>
    private static float[] Smoothed(byte[] noise, int rows, int columns, DistortionStrength strength)
    {
        double[] weights = DisplacementField.Gaussian(strength.ElasticSigma);
        int radius = weights.Length / 2;
        var down = new float[noise.Length];
        var across = new float[noise.Length];
        for (int i = 0; i < noise.Length; i++)
        {
            for (int k = -radius; k <= radius; k++)
            {
                int row = (i / columns) + k, column = i % columns;
                if (row >= 0 && row < rows)
                    down[i] += (float)weights[k + radius] * ((noise[(row * columns) + column] * (2f / 255)) - 1f);
            }
        }

        for (int i = 0; i < noise.Length; i++)
        {
            for (int k = -radius; k <= radius; k++)
            {
                int column = (i % columns) + k;
                if (column >= 0 && column < columns)
                    across[i] += (float)(strength.ElasticAlpha * weights[k + radius]) * down[i + k];
            }
        }

        return across;
    }
}
