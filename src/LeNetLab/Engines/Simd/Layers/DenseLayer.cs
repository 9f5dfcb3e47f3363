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
    /// <summary>
    /// Units that an input gradient goes through at a time: the cache lines of so many rows of weights are still there
    /// when the next rows of results come to the numbers beside.
    /// </summary>
    private const int UnitsAtATime = 128;

    /// <summary>Registers of inputs whose weights' gradients are taken together: few enough for the first-level cache.</summary>
    private const int ColumnsAtATime = 6;

    private readonly Tensor input;
    private readonly Tensor output;
    private readonly int inputs;
    private readonly int units;
    private readonly int rowStride;
    private readonly bool first;
    private readonly float* weights;
    private readonly float* biases;
    private readonly int weightOffset;
    private readonly float* inputByImage;
    private readonly int groupStride;
    private readonly IGradientSums biasSums;
    private readonly int* inputBlocks;
    private readonly int* outputBlocks;
    private readonly int* inputLanes;
    private readonly int* outputLanes;
    private readonly int* biasRows;
    private readonly int* gradientRows;
    private readonly int* gradientColumns;
    private readonly int* inputGroups;
    private float* gradients;
    private Start start;

    /// <param name="stage">The layer: dense, or the logits of the output.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="blocks">Blocks of the largest batch.</param>
    /// <param name="first">Whether its input is the image, whose gradient nobody asks for.</param>
    /// <param name="parameters">Where its weights lie.</param>
    /// <param name="arena">For offset tables and sums.</param>
    public DenseLayer(
        Stage stage, Tensor input, Tensor output, int blocks, bool first, ParameterStore<TLane> parameters, Arena arena)
    {
        this.input = input;
        this.output = output;
        this.first = first;
        inputs = stage.Input.Length;
        units = stage.Output.Maps;
        rowStride = ParameterStore<TLane>.RoundUp(inputs);
        weights = parameters.ValuesOf(stage.Weights!);
        weightOffset = parameters.OffsetOf(stage.Weights!);
        biases = parameters.ValuesOf(stage.Biases!);
        groupStride = blocks * TLane.Count * TLane.Count;
        inputByImage = arena.Floats((long)rowStride * blocks * TLane.Count);
        biasSums = parameters.SumsOf(stage.Biases!, arena);
        inputBlocks = Multiples(blocks, input.BlockLength, arena);
        outputBlocks = Multiples(blocks, output.BlockLength, arena);
        inputLanes = Multiples(inputs, TLane.Count, arena);
        outputLanes = Multiples(units, TLane.Count, arena);
        biasRows = Multiples(units, 1, arena);
        gradientRows = Multiples(units, rowStride, arena);
        gradientColumns = Multiples(rowStride / TLane.Count, TLane.Count, arena);
        inputGroups = Multiples(rowStride / TLane.Count, groupStride, arena);
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

    public override void BeginBackward(float* gradients)
    {
        this.gradients = gradients;
        start = Start.Zero;
        biasSums.Clear();
    }

    public override void Backward(int firstBlock, int blocks)
    {
        InputByImage(firstBlock, blocks);
        Gradients(firstBlock, blocks);
    }

    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        InputByImage(firstBlock, blocks);
        for (int group = 0; group < rowStride / TLane.Count; group++)
        {
            float* some = inputByImage + ((nint)group * groupStride);
            Squares.Of<TLane>(some, blocks * TLane.Count * TLane.Count, some);
        }

        Gradients(firstBlock, blocks);
    }

    public override void EndBackward() => biasSums.Complete(gradients);

    private void InputByImage(int firstBlock, int blocks)
    {
        for (int block = 0; block < blocks; block++)
        {
            float* images = inputByImage + (block * TLane.Count * TLane.Count);
            Transposition.Of<TLane>(input.Values(firstBlock + block), inputs, images, groupStride);
        }
    }

    private void Gradients(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            BiasSums.Add<TLane>(output.Gradients(block), units, 1, biasSums.Of(block));
        WeightGradient(firstBlock, blocks);
        if (!first)
            InputGradient(firstBlock, blocks);
    }

    private void WeightGradient(int firstBlock, int blocks)
    {
        new TiledProduct
        {
            Walk = new Walk(
                1, blocks, TLane.Count,
                0, output.BlockLength, 1,
                0, TLane.Count * TLane.Count, TLane.Count),
            Rows = units,
            Columns = rowStride / TLane.Count,
            ColumnsAtATime = ColumnsAtATime,
            Left = output.Gradients(firstBlock),
            LeftStride = TLane.Count,
            Right = inputByImage,
            RightColumns = inputGroups,
            Result = gradients + weightOffset,
            ResultRows = gradientRows,
            ResultColumns = gradientColumns,
            Start = start,
        }.Store<TLane>();
        start = Start.Result;
    }

    private void InputGradient(int firstBlock, int blocks)
    {
        for (int unit = 0; unit < units; unit += UnitsAtATime)
        {
            new TiledProduct
            {
                Walk = new Walk(
                    1, 1, Math.Min(UnitsAtATime, units - unit), 0, 0, rowStride, 0, 0, TLane.Count),
                Rows = inputs,
                Columns = blocks,
                Left = weights + ((nint)unit * rowStride),
                LeftStride = 1,
                Right = output.Gradients(firstBlock) + (unit * TLane.Count),
                RightColumns = outputBlocks,
                Result = input.Gradients(firstBlock),
                ResultRows = inputLanes,
                ResultColumns = inputBlocks,
                Start = unit == 0 ? Start.Zero : Start.Result,
            }.Store<TLane>();
        }
    }

    private static int* Multiples(int count, int step, Arena arena) =>
        arena.Offsets([.. Enumerable.Range(0, count).Select(i => i * step)]);
}
