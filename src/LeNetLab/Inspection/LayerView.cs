namespace LeNetLab.Inspection;

/// <summary>What a layer gives for one image.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Maps">Its feature maps; the units of a fully connected layer are one picture of a row.</param>
public sealed record LayerView(string Layer, IReadOnlyList<Picture> Maps);
