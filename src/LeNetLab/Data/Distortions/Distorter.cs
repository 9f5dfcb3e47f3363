using LeNetLab.Numerics;

namespace LeNetLab.Data.Distortions;

/// <summary>Bends images at random, one after the other. Each is bent by numbers of its own. Not thread-safe.</summary>
public sealed class Distorter
{
    private readonly DistortionStrength strength;
    private readonly Warp warp;
    private readonly DisplacementField? field;

    /// <param name="strength">How far.</param>
    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    public Distorter(DistortionStrength strength, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(strength);
        this.strength = strength;
        warp = new Warp(rows, columns);
        if (strength.ElasticAlpha > 0)
            field = new DisplacementField(rows, columns, strength.ElasticAlpha, strength.ElasticSigma);
    }

    /// <summary>Bends one image.</summary>
    /// <param name="image">Its pixels, row by row.</param>
    /// <param name="stream">Says how; the affine part takes the first of its numbers.</param>
    /// <param name="target">Receives the pixels.</param>
    public void Distort(ReadOnlySpan<byte> image, SeedStream stream, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AffineMap map = strength.Affine > 0 ? AffineMap.Draw(strength.Affine, stream) : AffineMap.Identity;
        field?.Draw(stream);
        warp.Of(image, map, field, target);
    }
}
