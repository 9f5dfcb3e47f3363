using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// Fully connected units, over all blocks of a batch at once. With x [n][i], y [n][u], w [u][i], n an image:
/// <list type="bullet">
/// <item>y(n, u) = b(u) + Σᵢ w(u, i) · x(n, i)</item>
/// <item>dw(u, i) = Σₙ dy(n, u) · x(n, i), with inputs instead of images in the lanes</item>
/// <item>dx(n, i) = Σᵤ w(u, i) · dy(n, u)</item>
/// </list>
/// </summary>
internal sealed unsafe class DenseLayer<TLane> : SimdLayer
    where TLane : struct, ILane<TLane>
{
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly int inputs;
    private readonly int units;
    private readonly int rowStride;
    private readonly bool first;
    private readonly float* weights;
    private readonly float* weightGradients;
    private readonly float* biases;
    private readonly float* biasGradients;
    private readonly float* inputByImage;
    private readonly LaneSums biasSums;
    private readonly int* inputBlocks;
    private readonly int* outputBlocks;
    private readonly int* inputLanes;
    private readonly int* outputLanes;
    private readonly int* biasRows;
    private readonly int* gradientRows;
    private readonly int* gradientColumns;

    /// <param name="stage">The layer: dense, or the logits of the output.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="blocks">Blocks of the largest batch.</param>
    /// <param name="first">Whether its input is the image, whose gradient nobody asks for.</param>
    /// <param name="parameters">Where its weights lie.</param>
    /// <param name="arena">For offset tables and sums.</param>
    public DenseLayer(
        Stage stage, Tensor input, Tensor output, int blocks, bool first, ParameterStore parameters, Arena arena)
    {
        this.input = input;
        this.output = output;
        this.first = first;
        inputs = stage.Input.Length;
        units = stage.Output.Maps;
        rowStride = ParameterStore.RoundUp(inputs);
        weights = parameters.ValuesOf(stage.Weights!);
        weightGradients = parameters.GradientsOf(stage.Weights!);
        biases = parameters.ValuesOf(stage.Biases!);
        biasGradients = parameters.GradientsOf(stage.Biases!);
        inputByImage = arena.Floats((long)rowStride * blocks * TLane.Count);
        biasSums = new LaneSums(units, arena);
        inputBlocks = Multiples(blocks, input.BlockLength, arena);
        outputBlocks = Multiples(blocks, output.BlockLength, arena);
        inputLanes = Multiples(inputs, TLane.Count, arena);
        outputLanes = Multiples(units, TLane.Count, arena);
        biasRows = Multiples(units, 1, arena);
        gradientRows = Multiples(units, rowStride, arena);
        gradientColumns = Multiples(rowStride / TLane.Count, TLane.Count, arena);
    }

    public override void Forward(int firstBlock, int blocks) => new TiledProduct
    {
        Walk = new Walk(1, 1, inputs, 0, 0, 1, 0, 0, TLane.Count),
        Rows = units,
        Columns = blocks,
        Left = weights,
        LeftStride = rowStride,
        Right = input.Values(firstBlock),
        RightColumns = inputBlocks,
        Result = output.Values(firstBlock),
        ResultRows = outputLanes,
        ResultColumns = outputBlocks,
        Bias = biases,
        BiasRows = biasRows,
        Start = Start.Bias,
    }.Store<TLane>();

    public override void BeginBackward() => biasSums.Clear();

    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            BiasSums.Add<TLane>(output.Gradients(block), units, 1, biasSums.Sums);
        WeightGradient(firstBlock, blocks);
        if (!first)
            InputGradient(firstBlock, blocks);
    }

    public override void EndBackward() => biasSums.ReduceTo(biasGradients);

    private void WeightGradient(int firstBlock, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            float* images = inputByImage + ((nint)block * TLane.Count * rowStride);
            Transposition.Of(input.Values(firstBlock + block), inputs, TLane.Count, images, rowStride);
        }

        new TiledProduct
        {
            Walk = new Walk(
                1, blocks, TLane.Count,
                0, output.BlockLength, 1,
                0, (nint)rowStride * TLane.Count, rowStride),
            Rows = units,
            Columns = rowStride / TLane.Count,
            Left = output.Gradients(firstBlock),
            LeftStride = TLane.Count,
            Right = inputByImage,
            RightColumns = gradientColumns,
            Result = weightGradients,
            ResultRows = gradientRows,
            ResultColumns = gradientColumns,
            Start = Start.Zero,
        }.Store<TLane>();
    }

    private void InputGradient(int firstBlock, int blocks) => new TiledProduct
    {
        Walk = new Walk(1, 1, units, 0, 0, rowStride, 0, 0, TLane.Count),
        Rows = inputs,
        Columns = blocks,
        Left = weights,
        LeftStride = 1,
        Right = output.Gradients(firstBlock),
        RightColumns = outputBlocks,
        Result = input.Gradients(firstBlock),
        ResultRows = inputLanes,
        ResultColumns = inputBlocks,
        Start = Start.Zero,
    }.Store<TLane>();

    private static int* Multiples(int count, int step, Arena arena) =>
        arena.Offsets([.. Enumerable.Range(0, count).Select(i => i * step)]);
}
