namespace LeNetLab.Models;

/// <summary>The shape of what one layer gives to the next: <paramref name="Maps"/> feature maps of rows × columns.</summary>
/// <remarks>The units of a fully connected layer are maps of 1×1.</remarks>
public readonly record struct Shape(int Maps, int Rows, int Columns)
{
    /// <summary>Values in one image's activation of this shape.</summary>
    public int Length => Maps * Rows * Columns;

    /// <summary>Values in one map.</summary>
    public int MapLength => Rows * Columns;

    /// <summary>In the paper's notation, e.g. <c>6@28×28</c>.</summary>
    public override string ToString() => $"{Maps}@{Rows}×{Columns}";
}
