using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Second derivatives of the loss by each parameter, a mean over images: the diagonal Gauss–Newton approximation,
/// back-propagated (LeCun et al. 1998, App. C). Where a layer sums products w·x, what goes back is what the gradient's
/// kernels give from w² and x²: so this network has parameters of its own, which hold the squares on the way back.
/// </summary>
internal sealed unsafe class CurvaturePass<TLane>
    where TLane : struct, ILane<TLane>
{
    private readonly ParameterStore<TLane> parameters;
    private readonly SimdNetwork<TLane> network;
    private readonly OutputLoss<TLane> loss;
    private readonly float* squares;

    public CurvaturePass(Network network, Arena arena)
    {
        int blocks = SimdWorker<TLane>.Capacity / TLane.Count;
        parameters = new ParameterStore<TLane>(network, 1, arena);
        this.network = new SimdNetwork<TLane>(
            network, new ImageLayers<TLane>(parameters, blocks, arena), blocks, arena);
        loss = new OutputLoss<TLane>(this.network.Output, network, arena);
        squares = arena.Floats((long)network.Stages.Max(stage => stage.Input.Length) * TLane.Count);
    }

    /// <summary>The means, in the layout of <see cref="ParameterStore{TLane}"/>; kept until the next call.</summary>
    /// <param name="values">The parameters, in that layout.</param>
    /// <param name="images">The set.</param>
    /// <param name="sample">At least one of its images.</param>
    public float* Mean(float* values, ImageSet images, ReadOnlySpan<int> sample)
    {
        float* sums = parameters.Gradients(0);
        network.BeginBackward(sums);
        for (int start = 0; start < sample.Length; start += SimdWorker<TLane>.Capacity)
        {
            ReadOnlySpan<int> some = sample[start..Math.Min(sample.Length, start + SimdWorker<TLane>.Capacity)];
            new ReadOnlySpan<float>(values, parameters.Length)
                .CopyTo(new Span<float>(parameters.Values, parameters.Length));
            network.BeginForward();
            network.Forward(images, some);
            for (int block = 0; block < SimdNetwork<TLane>.Blocks(some.Length); block++)
                loss.Curvature(block, SimdNetwork<TLane>.Block(some, block).Length);
            Squares.Of<TLane>(parameters.Values, parameters.Length, parameters.Values);
            network.BeginForward();
            network.Curvature(some.Length, squares);
        }

        network.EndBackward();
        for (int i = 0; i < parameters.Length; i++)
            sums[i] /= sample.Length;
        return sums;
    }
}
