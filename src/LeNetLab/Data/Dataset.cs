namespace LeNetLab.Data;

/// <summary>A training set and a test set that belong together.</summary>
/// <param name="Name">As named in specs and results, e.g. <c>mnist</c>.</param>
/// <param name="Sha256">
/// Lower-case hex SHA-256 over the four files' own SHA-256 sums of their uncompressed bytes, in the order training
/// images, training labels, test images, test labels, as lines of lower-case hex ended by a line feed.
/// </param>
/// <param name="Train">What networks are trained on.</param>
/// <param name="Test">What they are never trained on.</param>
public sealed record Dataset(string Name, string Sha256, ImageSet Train, ImageSet Test)
{
    /// <summary>Where it was had, for people to read: a folder, or how it was made. Not part of its identity.</summary>
    public string Origin { get; init; } = "";
}
