using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>Layers of several runs, runs in the lanes: every parameter is a register of the runs' values.</summary>
internal sealed class RunLayers<TLane, TRule>(RunParameters<TLane, TRule> parameters, Arena arena) : ILayerKit<TLane>
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    public SimdLayer Convolution(Stage stage, Tensor before, Tensor after, bool first) =>
        new ConvolutionLayer<TLane, Vector<TLane>>(stage, before, after, first, parameters, arena);

    public SimdLayer Dense(Stage stage, Tensor before, Tensor after, bool first) =>
        new RunDenseLayer<TLane, TRule>(stage, before, after, parameters, arena);

    public SimdLayer Subsampling<TSquashing>(Stage stage, Tensor before, Tensor after, TSquashing function)
        where TSquashing : struct, ISquashing<TLane> =>
        new SubsamplingLayer<TLane, Vector<TLane>, TSquashing>(stage, before, after, function, parameters, arena);
}
