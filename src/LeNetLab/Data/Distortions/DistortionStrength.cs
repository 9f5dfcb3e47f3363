namespace LeNetLab.Data.Distortions;

/// <summary>How far images are bent at random.</summary>
/// <param name="Affine">
/// Multiple of the usual affine distortion (<see cref="AffineMap.Draw"/>), 0 … 3; 0 for none.
/// </param>
/// <param name="ElasticAlpha">α of the elastic one in pixels (<see cref="DisplacementField"/>); 0 for none.</param>
/// <param name="ElasticSigma">Its σ in pixels, 0.5 … 10.</param>
public sealed record DistortionStrength(double Affine, double ElasticAlpha, double ElasticSigma)
{
    /// <summary>Images as they are.</summary>
    public static DistortionStrength None { get; } = new(0, 0, 4);

    /// <summary>Whether anything is bent.</summary>
    public bool IsNone => Affine == 0 && ElasticAlpha == 0;
}
