using LeNetLab.Numerics;

namespace LeNetLab.Data.Distortions;

/// <summary>
/// Something done to test images, by known amounts: what a trained network bears. The same amount gives the same pixels
/// on every machine and for every run.
/// </summary>
/// <param name="Name">As in the table <c>robustness</c>.</param>
/// <param name="Unit">What an amount counts.</param>
/// <param name="Amounts">Those that are tried, ascending; <paramref name="Neutral"/> is not among them.</param>
/// <param name="Neutral">The amount that would change nothing.</param>
public abstract record ImageTransform(string Name, string Unit, IReadOnlyList<double> Amounts, double Neutral)
{
    /// <summary>Every transform, in the order in which they are reported.</summary>
    public static IReadOnlyList<ImageTransform> All { get; } =
    [
        new Affine("shift_x", "pixels to the right", [-8, -6, -4, -2, 2, 4, 6, 8], 0,
            amount => AffineMap.Shifted(amount, 0)),
        new Affine("shift_y", "pixels down", [-8, -6, -4, -2, 2, 4, 6, 8], 0, amount => AffineMap.Shifted(0, amount)),
        new Affine("scale", "times as large", [0.5, 0.625, 0.75, 0.875, 1.125, 1.25, 1.375, 1.5], 1, AffineMap.Scaled),
        new Affine("rotation", "degrees clockwise", [-45, -30, -15, 15, 30, 45], 0, AffineMap.Rotated),
        new Affine("shear", "pixels to the right for each row down", [-0.6, -0.4, -0.2, 0.2, 0.4, 0.6], 0,
            AffineMap.Sheared),
        new Thickness([-1, -0.5, 0.5, 1, 2]),
        new Noise([0.1, 0.2, 0.3, 0.5]),
    ];

    /// <summary>Alters the first images of a set.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">How many of its images.</param>
    /// <param name="amount">How much.</param>
    public ImageSet Of(ImageSet images, int count, double amount)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, images.Count);
        int size = images.Rows * images.Columns;
        var pixels = new byte[count * size];
        Action<int, Span<byte>> alter = Alter(images, amount);
        for (int image = 0; image < count; image++)
            alter(image, pixels.AsSpan(image * size, size));
        return new ImageSet(pixels, images.Labels[..count].ToArray(), images.Rows, images.Columns);
    }

    /// <summary>What fills in the pixels of each image.</summary>
    private protected abstract Action<int, Span<byte>> Alter(ImageSet images, double amount);

    /// <summary>A map of the plane, with linear interpolation and background around.</summary>
    /// <param name="Name">See <see cref="ImageTransform.Name"/>.</param>
    /// <param name="Unit">See <see cref="ImageTransform.Unit"/>.</param>
    /// <param name="Amounts">See <see cref="ImageTransform.Amounts"/>.</param>
    /// <param name="Neutral">See <see cref="ImageTransform.Neutral"/>.</param>
    /// <param name="Map">For each amount.</param>
    public sealed record Affine(
        string Name, string Unit, IReadOnlyList<double> Amounts, double Neutral, Func<double, AffineMap> Map)
        : ImageTransform(Name, Unit, Amounts, Neutral)
    {
        private protected override Action<int, Span<byte>> Alter(ImageSet images, double amount)
        {
            var warp = new Warp(images.Rows, images.Columns);
            AffineMap map = Map(amount);
            return (image, target) => warp.Of(images.Image(image), map, null, target);
        }
    }

    /// <summary>
    /// Strokes wider or narrower on each side: a pixel becomes the largest (the smallest) of itself and its four
    /// neighbours, once for each whole pixel of the amount, and in between it is interpolated.
    /// </summary>
    /// <param name="Amounts">In pixels on each side; negative for narrower.</param>
    public sealed record Thickness(IReadOnlyList<double> Amounts)
        : ImageTransform("thickness", "pixels wider on each side", Amounts, 0)
    {
        private protected override Action<int, Span<byte>> Alter(ImageSet images, double amount)
        {
            int whole = (int)Math.Abs(amount);
            double rest = Math.Abs(amount) - whole;
            return (image, target) =>
            {
                byte[] less = images.Image(image).ToArray();
                for (int step = 0; step < whole; step++)
                    less = Spread(less, images.Columns, amount > 0);
                byte[] more = Spread(less, images.Columns, amount > 0);
                for (int i = 0; i < target.Length; i++)
                    target[i] = (byte)Math.Floor(less[i] + (rest * (more[i] - less[i])) + 0.5);
            };
        }

        private static byte[] Spread(byte[] image, int columns, bool wider)
        {
            var spread = new byte[image.Length];
            for (int i = 0; i < image.Length; i++)
            {
                int column = i % columns;
                int left = column > 0 ? image[i - 1] : 0, right = column < columns - 1 ? image[i + 1] : 0;
                int above = i >= columns ? image[i - columns] : 0;
                int below = i + columns < image.Length ? image[i + columns] : 0;
                spread[i] = (byte)(wider
                    ? Math.Max(image[i], Math.Max(Math.Max(left, right), Math.Max(above, below)))
                    : Math.Min(image[i], Math.Min(Math.Min(left, right), Math.Min(above, below))));
            }

            return spread;
        }
    }

    /// <summary>Normal noise on every pixel, cut off at no ink and full ink.</summary>
    /// <param name="Amounts">Standard deviation, full ink being 1.</param>
    public sealed record Noise(IReadOnlyList<double> Amounts)
        : ImageTransform("noise", "standard deviation, full ink being 1", Amounts, 0)
    {
        private const long Seed = 0;

        private protected override Action<int, Span<byte>> Alter(ImageSet images, double amount)
        {
            // Of one image the same noise at every amount, only larger.
            SeedStream root = SeedStream.Open(Seed, "test noise");
            return (image, target) =>
            {
                SeedStream stream = root.Sibling((ulong)image);
                ReadOnlySpan<byte> pixels = images.Image(image);
                for (int i = 0; i < target.Length; i++)
                {
                    double value = pixels[i] + (byte.MaxValue * amount * stream.NextGaussian());
                    target[i] = (byte)Math.Clamp(Math.Floor(value + 0.5), 0, byte.MaxValue);
                }
            };
        }
    }
}
