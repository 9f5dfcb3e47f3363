using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// Valid convolution. With x [c][row][column], y [m][row][column], w [m][c][ky][kx] and every index of w a connection:
/// <list type="bullet">
/// <item>y(m, r, s) = b(m) + Σ w(m, c, ky, kx) · x(c, r + ky, s + kx)</item>
/// <item>dw(m, c, ky, kx) = Σ dy(m, r, s) · x(c, r + ky, s + kx)</item>
/// <item>dx(c, r, s) = Σ w(m, c, ky, kx) · dy(m, r − ky, s − kx)</item>
/// </list>
/// Each is one or more <see cref="TiledProduct"/>s; this class lays out their rows, columns and sums.
/// </summary>
/// <typeparam name="TLane">A register of images.</typeparam>
/// <typeparam name="TWeight">How a weight meets it.</typeparam>
internal sealed unsafe class ConvolutionLayer<TLane, TWeight> : SimdLayer
    where TLane : struct, ILane<TLane>
    where TWeight : IOperand<TLane>
{
    /// <summary>
    /// Input maps without which a group's input gradient takes longer than that of all maps, zeros for weights
    /// included: its tiles would have too few accumulators.
    /// </summary>
    private const int FewInputs = 4;

    private readonly Tensor input;
    private readonly Tensor output;
    private readonly IGradientSums weightSums;
    private readonly IGradientSums biasSums;
    private readonly ConnectionGroup<TLane, TWeight>[] groups;
    private readonly ConnectionGroup<TLane, TWeight>[] inputGroups;
    private float* gradients;

    /// <param name="stage">The layer.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="first">Whether its input is the image, whose gradient nobody asks for.</param>
    /// <param name="parameters">Where its weights lie.</param>
    /// <param name="arena">For offset tables and sums.</param>
    public ConvolutionLayer(
        Stage stage, Tensor input, Tensor output, bool first, IParameters<TLane> parameters, Arena arena)
    {
        var layer = (Layer.Convolution)stage.Layer;
        this.input = input;
        this.output = output;
        weightSums = parameters.SumsOf(stage.Weights!, arena);
        biasSums = parameters.SumsOf(stage.Biases!, arena);
        var geometry = new ConvolutionGeometry(
            layer, input, output, TLane.Count, TWeight.Floats,
            parameters.ValuesOf(stage.Weights!), parameters.ValuesOf(stage.Biases!));
        groups = [.. ConnectionGroup<TLane, TWeight>.Of(geometry, arena)];
        inputGroups = first ? [] : groups.All(group => group.Inputs >= FewInputs)
            ? groups
            : [ConnectionGroup<TLane, TWeight>.Whole(geometry, arena)];
        foreach (ConnectionGroup<TLane, TWeight> group in inputGroups)
            group.PrepareInputGradient(arena);
    }

    public override void BeginForward()
    {
        foreach (ConnectionGroup<TLane, TWeight> group in groups)
            group.PackWeights();
    }

    public override void Forward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            foreach (ConnectionGroup<TLane, TWeight> group in groups)
                group.Forward(input.Values(block), output.Values(block));
        }
    }

    public override void BeginBackward(float* gradients)
    {
        this.gradients = gradients;
        weightSums.Clear();
        biasSums.Clear();
    }

    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            Backward(block, input.Values(block));
    }

    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            Squares.Of<TLane>(input.Values(block), input.BlockLength, squares);
            Backward(block, squares);
        }
    }

    public override void EndBackward()
    {
        weightSums.Complete(gradients);
        biasSums.Complete(gradients);
    }

    private void Backward(int block, float* x)
    {
        float* dy = output.Gradients(block);
        BiasSums.Add<TLane>(dy, output.Shape.Maps, output.Shape.MapLength, biasSums.Of(block));
        foreach (ConnectionGroup<TLane, TWeight> group in groups)
            group.AddWeightGradient(x, dy, weightSums.Of(block));
        foreach (ConnectionGroup<TLane, TWeight> group in inputGroups)
            group.InputGradient(dy, input.Gradients(block));
    }
}
