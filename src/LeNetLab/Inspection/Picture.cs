namespace LeNetLab.Inspection;

/// <summary>Numbers to look at as a picture: a kernel, a feature map, an image.</summary>
/// <param name="Rows">At least 1.</param>
/// <param name="Columns">At least 1.</param>
/// <param name="Values">Row by row.</param>
public sealed record Picture(int Rows, int Columns, float[] Values);
