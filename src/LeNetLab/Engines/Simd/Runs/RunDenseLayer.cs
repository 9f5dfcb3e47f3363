using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>
/// Fully connected units of several runs, one pattern each. With x [i], y [u], w [u][i], all of them registers of runs:
/// <list type="bullet">
/// <item>y(u) = b(u) + Σᵢ w(u, i) · x(i)</item>
/// <item>dw(u, i) = dy(u) · x(i)</item>
/// <item>dx(i) = Σᵤ w(u, i) · dy(u)</item>
/// </list>
/// The weights of the runs do not fit the caches of a core: going backward they are read once, for the input gradient
/// and for their own step.
/// </summary>
internal sealed unsafe class RunDenseLayer<TLane, TRule> : SimdLayer
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly int inputs;
    private readonly int units;
    private readonly RunParameters<TLane, TRule> parameters;
    private readonly ParameterBlock biases;
    private readonly float* weights;
    private readonly float* firstStates;
    private readonly float* secondStates;
    private readonly TiledProduct forward;

    /// <param name="stage">The layer: dense, or the logits of the output.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="parameters">Where its parameters lie.</param>
    /// <param name="arena">For offset tables.</param>
    public RunDenseLayer(
        Stage stage, Tensor input, Tensor output, RunParameters<TLane, TRule> parameters, Arena arena)
    {
        this.input = input;
        this.output = output;
        this.parameters = parameters;
        inputs = stage.Input.Length;
        units = stage.Output.Maps;
        biases = stage.Biases!;
        weights = parameters.ValuesOf(stage.Weights!);
        firstStates = parameters.FirstStatesOf(stage.Weights!);
        secondStates = parameters.SecondStatesOf(stage.Weights!);
        int* rows = arena.Offsets([.. Enumerable.Range(0, units).Select(unit => unit * TLane.Count)]);
        int* column = arena.Offsets([0]);
        forward = new TiledProduct
        {
            Walk = new Walk(1, 1, inputs, 0, 0, TLane.Count, 0, 0, TLane.Count),
            Rows = units,
            Columns = 1,
            Left = weights,
            LeftStride = inputs * TLane.Count,
            Right = input.Values(0),
            RightColumns = column,
            Result = output.Values(0),
            ResultRows = rows,
            ResultColumns = column,
            Bias = parameters.ValuesOf(biases),
            BiasRows = rows,
            Start = Start.Bias,
        };
    }

    public override void Forward(int firstBlock, int blocks) => forward.Store<TLane, Vector<TLane>>();

    public override void Backward(int firstBlock, int blocks)
    {
        float* dy = output.Gradients(0);
        new Span<float>(input.Gradients(0), input.BlockLength).Clear();
        for (int unit = 0; unit < units; unit++)
            BackwardAndStep(unit, TLane.Load(dy + (unit * TLane.Count)));
        parameters.Step(biases, dy);
    }

    /// <summary>A group's curvatures are taken run by run, with images in the lanes.</summary>
    public override void Curvature(int firstBlock, int blocks, float* squares) =>
        throw new NotSupportedException("Lanes of runs have no curvatures.");

    /// <summary>One unit's part of the input gradient, and the step of its weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void BackwardAndStep(int unit, TLane dy)
    {
        TRule rule = parameters.Rule;
        nint row = (nint)unit * inputs * TLane.Count, length = (nint)inputs * TLane.Count;
        float* w = weights + row, first = firstStates + row, second = secondStates + row;
        float* x = input.Values(0), dx = input.Gradients(0);
        for (nint i = 0; i < length; i += TLane.Count)
        {
            TLane weight = TLane.Load(w + i);
            TLane.MultiplyAdd(weight, dy, TLane.Load(dx + i)).Store(dx + i);
            rule.Step(weight, dy * TLane.Load(x + i), first + i, second + i).Store(w + i);
        }
    }
}
