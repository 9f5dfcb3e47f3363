using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// A convolution's extents and strides, in floats: a block of <c>lanes</c> images innermost, and a weight of
/// <c>weightFloats</c>, which is 1 where all images meet the same weight.
/// </summary>
internal sealed unsafe class ConvolutionGeometry(
    Layer.Convolution layer, Tensor input, Tensor output, int lanes, int weightFloats, float* weights, float* biases)
{
    public ConnectionTable Connections => layer.Connections;

    public int InputMaps => input.Shape.Maps;

    public int OutputMaps => output.Shape.Maps;

    public int Kernel => layer.KernelSize;

    /// <summary>Weights of one pair of maps.</summary>
    public int KernelLength => layer.KernelSize * layer.KernelSize;

    public int InputRows => input.Shape.Rows;

    public int InputColumns => input.Shape.Columns;

    public int OutputRows => output.Shape.Rows;

    public int OutputColumns => output.Shape.Columns;

    public int InputMapStride => input.MapStride;

    public int OutputMapStride => output.MapStride;

    public int Lanes => lanes;

    /// <summary>Floats from one weight, or bias, to the next.</summary>
    public int WeightFloats => weightFloats;

    public float* Weights => weights;

    public float* Biases => biases;

    /// <summary>Offset of an input pixel within its map.</summary>
    public int InputPixel(int row, int column) => ((row * InputColumns) + column) * lanes;

    /// <summary>Offset of an output pixel within its map.</summary>
    public int OutputPixel(int row, int column) => ((row * OutputColumns) + column) * lanes;
}
