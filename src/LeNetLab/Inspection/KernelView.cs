namespace LeNetLab.Inspection;

/// <summary>A kernel of a convolution.</summary>
/// <param name="Input">The map that it reads, from 0.</param>
/// <param name="Output">The map that it adds to, from 0.</param>
/// <param name="Weights">Its weights.</param>
public sealed record KernelView(int Input, int Output, Picture Weights);

/// <summary>The kernels of a convolution, one for each connection of its table.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Inputs">Maps that it reads.</param>
/// <param name="Outputs">Maps that it gives.</param>
/// <param name="Kernels">By output, then input; what is not connected has none.</param>
public sealed record ConvolutionView(string Layer, int Inputs, int Outputs, IReadOnlyList<KernelView> Kernels);
