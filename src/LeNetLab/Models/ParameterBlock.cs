namespace LeNetLab.Models;

/// <summary>One tensor within a network's flat parameter vector.</summary>
/// <param name="Name">Layer and role, e.g. <c>C3.weight</c>.</param>
/// <param name="Offset">Index of its first value in the vector.</param>
/// <param name="Shape">Row-major extents.</param>
/// <param name="FanIn">Inputs that one unit sums: what initialisation scales by.</param>
/// <param name="FanOut">Outputs that one input reaches.</param>
/// <param name="Trainable">Values that are not structurally zero.</param>
public sealed record ParameterBlock(
    string Name, int Offset, IReadOnlyList<int> Shape, double FanIn, double FanOut, int Trainable)
{
    /// <summary>Values in the block, structural zeros included.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, extent) => product * extent);
}
