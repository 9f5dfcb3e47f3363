namespace LeNetLab.Methods.Linear;

/// <summary>What a linear classifier sees of an image. Safe for use by several threads.</summary>
internal interface IFeatures
{
    /// <summary>How many there are.</summary>
    int Length { get; }

    /// <summary>The features of an image.</summary>
    /// <param name="field">28×28 grey levels, row-major.</param>
    /// <param name="features">Receives them.</param>
    void Of(ReadOnlySpan<byte> field, Span<float> features);
}
