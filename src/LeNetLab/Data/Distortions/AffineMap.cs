using LeNetLab.Numerics;

namespace LeNetLab.Data.Distortions;

/// <summary>
/// Where each pixel of an altered image comes from: with p its column and row, counted from the image's middle, the
/// place (XByX·p.x + XByY·p.y + X, YByX·p.x + YByY·p.y + Y) of the image as it was. In single precision, as it is
/// computed.
/// </summary>
/// <param name="XByX">Source column for each column.</param>
/// <param name="XByY">Source column for each row.</param>
/// <param name="X">Source column of the middle.</param>
/// <param name="YByX">Source row for each column.</param>
/// <param name="YByY">Source row for each row.</param>
/// <param name="Y">Source row of the middle.</param>
public readonly record struct AffineMap(float XByX, float XByY, float X, float YByX, float YByY, float Y)
{
    /// <summary>Half the width of the intervals that <see cref="Draw"/> draws from at strength 1.</summary>
    private const double Translation = 2, Scaling = 0.15, Squeezing = 0.1, Shear = 0.25;

    /// <summary>Everything where it is.</summary>
    public static AffineMap Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>The image moved right and down.</summary>
    /// <param name="columns">Pixels to the right.</param>
    /// <param name="rows">Pixels down.</param>
    public static AffineMap Shifted(double columns, double rows) => new(1, 0, (float)-columns, 0, 1, (float)-rows);

    /// <summary>The image larger by a factor, its middle where it was.</summary>
    /// <param name="factor">Greater than 0.</param>
    public static AffineMap Scaled(double factor) => new((float)(1 / factor), 0, 0, 0, (float)(1 / factor), 0);

    /// <summary>The image turned about its middle.</summary>
    /// <param name="degrees">Clockwise.</param>
    public static AffineMap Rotated(double degrees)
    {
        double angle = degrees * Math.PI / 180, cosine = PortableMath.Cos(angle), sine = PortableMath.Sin(angle);
        return new((float)cosine, (float)sine, 0, (float)-sine, (float)cosine, 0);
    }

    /// <summary>The image slanted: a row moves right by so much for each row that it lies below the middle.</summary>
    /// <param name="slope">Columns a row.</param>
    public static AffineMap Sheared(double slope) => new(1, (float)-slope, 0, 0, 1, 0);

    /// <summary>
    /// The planar distortions of LeCun et al. 1998 (§III.A): translation by up to 2 pixels each way, scaling by up to
    /// 15 %, squeezing (wider by a factor of up to 1.1 and lower by it, or the reverse), and horizontal shear by up to
    /// a quarter of a column a row, each drawn uniformly and independently. The paper has no figures; these are this
    /// project's own.
    /// </summary>
    /// <param name="strength">What those are multiplied by, greater than 0, at most 3.</param>
    /// <param name="stream">Gives five numbers.</param>
    public static AffineMap Draw(double strength, SeedStream stream)
    {
        double right = strength * stream.NextDouble(-Translation, Translation);
        double down = strength * stream.NextDouble(-Translation, Translation);
        double scale = 1 + (strength * stream.NextDouble(-Scaling, Scaling));
        double squeeze = 1 + (strength * stream.NextDouble(-Squeezing, Squeezing));
        double shear = strength * stream.NextDouble(-Shear, Shear);

        // x′ = s·q·(x + h·y) + right and y′ = s/q·y + down, solved for x and y.
        double xByX = 1 / (scale * squeeze), yByY = squeeze / scale, xByY = -shear * yByY;
        return new(
            (float)xByX, (float)xByY, (float)(-(xByX * right) - (xByY * down)),
            0, (float)yByY, (float)(-yByY * down));
    }
}
