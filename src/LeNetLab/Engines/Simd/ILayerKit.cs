using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>Makes the layers that have parameters; all others are the same wherever parameters lie.</summary>
internal interface ILayerKit<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <param name="stage">The layer.</param>
    /// <param name="before">What it reads.</param>
    /// <param name="after">What it gives.</param>
    /// <param name="first">Whether its input is the image, whose gradient nobody asks for.</param>
    SimdLayer Convolution(Stage stage, Tensor before, Tensor after, bool first);

    /// <inheritdoc cref="Convolution"/>
    SimdLayer Dense(Stage stage, Tensor before, Tensor after, bool first);

    /// <param name="stage">The layer.</param>
    /// <param name="before">What it reads.</param>
    /// <param name="after">What it gives.</param>
    /// <param name="function">The squashing of what it reads.</param>
    SimdLayer Subsampling<TSquashing>(Stage stage, Tensor before, Tensor after, TSquashing function)
        where TSquashing : struct, ISquashing<TLane>;
}

/// <summary>Layers of one run, images in the lanes.</summary>
/// <param name="parameters">Where its parameters lie.</param>
/// <param name="blocks">Blocks of images that there is room for.</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed class ImageLayers<TLane>(ParameterStore<TLane> parameters, int blocks, Arena arena) : ILayerKit<TLane>
    where TLane : struct, ILane<TLane>
{
    public SimdLayer Convolution(Stage stage, Tensor before, Tensor after, bool first) =>
        new ConvolutionLayer<TLane, Scalar<TLane>>(stage, before, after, first, parameters, arena);

    public SimdLayer Dense(Stage stage, Tensor before, Tensor after, bool first) =>
        new DenseLayer<TLane>(stage, before, after, blocks, first, parameters, arena);

    public SimdLayer Subsampling<TSquashing>(Stage stage, Tensor before, Tensor after, TSquashing function)
        where TSquashing : struct, ISquashing<TLane> =>
        new SubsamplingLayer<TLane, Scalar<TLane>, TSquashing>(stage, before, after, function, parameters, arena);
}
