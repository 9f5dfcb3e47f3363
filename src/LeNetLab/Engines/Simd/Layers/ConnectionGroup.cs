using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Tiles;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// Input maps and output maps of a convolution that are all connected with each other. A full table is one group; a
/// partial one has a group for neighbouring input maps that feed the same output maps, so that missing connections
/// cost nothing.
/// </summary>
internal sealed unsafe class ConnectionGroup<TLane, TWeight>
    where TLane : struct, ILane<TLane>
    where TWeight : IOperand<TLane>
{
    /// <summary>
    /// Floats of one output map that a weight gradient goes through at a time: four maps of them and as many inputs
    /// fit the first-level cache.
    /// </summary>
    private const int FloatsAtATime = 896;

    private readonly ConvolutionGeometry geometry;
    private readonly int[] outputs;
    private readonly int firstInput;
    private readonly bool isWhole;
    private readonly bool isFirst;
    private readonly float* packedWeights;
    private readonly float* packedGradients;
    private readonly TiledProduct forward;
    private readonly TiledProduct weightGradient;
    private TiledProduct[] inputGradient = [];

    private ConnectionGroup(
        ConvolutionGeometry g, int firstInput, int inputs, int[] outputs, Arena arena)
    {
        geometry = g;
        Inputs = inputs;
        this.outputs = outputs;
        this.firstInput = firstInput;
        isWhole = inputs == g.InputMaps;
        isFirst = firstInput == 0;
        packedWeights = isWhole ? g.Weights : arena.Floats(
            (long)outputs.Length * inputs * g.KernelLength * g.WeightFloats);
        packedGradients = isWhole ? null : arena.Floats((long)outputs.Length * g.OutputMapStride);
        forward = ForwardProduct(inputs, arena);
        weightGradient = WeightGradientProduct(inputs, arena);
    }

    /// <summary>How many input maps there are in the group.</summary>
    public int Inputs { get; }

    /// <summary>The groups of a convolution, in the order in which they add to their outputs.</summary>
    public static IEnumerable<ConnectionGroup<TLane, TWeight>> Of(ConvolutionGeometry g, Arena arena)
    {
        var groups = new List<ConnectionGroup<TLane, TWeight>>();
        for (int map = 0, count; map < g.InputMaps; map += count)
        {
            int[] fed = FedBy(map, g);
            count = Enumerable.Range(map, g.InputMaps - map).TakeWhile(next => FedBy(next, g).SequenceEqual(fed)).Count();
            groups.Add(new ConnectionGroup<TLane, TWeight>(g, map, count, fed, arena));
        }

        return groups;
    }

    /// <summary>All maps, as if all were connected: weights that do not exist are zeros.</summary>
    public static ConnectionGroup<TLane, TWeight> Whole(ConvolutionGeometry g, Arena arena) =>
        new(g, 0, g.InputMaps, [.. Enumerable.Range(0, g.OutputMaps)], arena);

    /// <summary>Makes ready for <see cref="InputGradient"/>.</summary>
    public void PrepareInputGradient(Arena arena) => inputGradient =
        [.. InputGradientProducts.Of(geometry, packedWeights, firstInput..(firstInput + Inputs), outputs.Length, arena)];

    /// <summary>Brings the group's rows of weights side by side.</summary>
    public void PackWeights()
    {
        if (isWhole)
            return;
        int kernel = geometry.KernelLength * geometry.WeightFloats, length = Inputs * kernel;
        for (int i = 0; i < outputs.Length; i++)
        {
            float* source = geometry.Weights + (((outputs[i] * geometry.InputMaps) + firstInput) * kernel);
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(packedWeights + (i * length), length));
        }
    }

    /// <summary>Adds the group's part to the outputs, the first group after setting them to their biases.</summary>
    public void Forward(float* x, float* y)
    {
        if (!isWhole && isFirst)
            FillWithBiases(y);
        TiledProduct product = forward;
        product.Right = x + (firstInput * (nint)geometry.InputMapStride);
        product.Result = y;
        product.Store<TLane, TWeight>();
    }

    /// <summary>Adds one block's part of the weight gradient to the sums of its lanes.</summary>
    public void AddWeightGradient(float* x, float* dy, float* laneSums)
    {
        TiledProduct product = weightGradient;
        product.Result = laneSums;
        float* left = isWhole ? dy : PackGradients(dy);
        float* right = x + (firstInput * (nint)geometry.InputMapStride);
        int rowsAtATime = Math.Max(1, FloatsAtATime / geometry.OutputPixel(1, 0));
        for (int row = 0; row < geometry.OutputRows; row += rowsAtATime)
        {
            product.Walk = weightGradient.Walk with { N1 = Math.Min(rowsAtATime, geometry.OutputRows - row) };
            product.Left = left + geometry.OutputPixel(row, 0);
            product.Right = right + geometry.InputPixel(row, 0);
            product.StoreByLane<TLane>();
        }
    }

    /// <summary>
    /// The gradient of the group's input maps, after <see cref="AddWeightGradient"/> has been given the same block.
    /// </summary>
    public void InputGradient(float* dy, float* dx)
    {
        foreach (ref readonly TiledProduct prepared in inputGradient.AsSpan())
        {
            TiledProduct product = prepared;
            product.Right = isWhole ? dy : packedGradients;
            product.Result = dx;
            product.Store<TLane, TWeight>();
        }
    }

    private static int[] FedBy(int map, ConvolutionGeometry g) =>
        [.. Enumerable.Range(0, g.OutputMaps).Where(output => g.Connections.Connects(map, output))];

    private TiledProduct ForwardProduct(int inputs, Arena arena)
    {
        ConvolutionGeometry g = geometry;
        int[] pixelRows = [.. Enumerable.Range(0, g.OutputRows * g.OutputColumns)];
        return new TiledProduct
        {
            Walk = new Walk(
                inputs, g.Kernel, g.Kernel,
                g.KernelLength * g.WeightFloats, g.Kernel * g.WeightFloats, g.WeightFloats,
                g.InputMapStride, g.InputPixel(1, 0), g.Lanes),
            Rows = outputs.Length,
            Columns = pixelRows.Length,
            Left = packedWeights,
            LeftStride = inputs * g.KernelLength * g.WeightFloats,
            RightColumns = arena.Offsets(
                [.. pixelRows.Select(p => g.InputPixel(p / g.OutputColumns, p % g.OutputColumns))]),
            ResultRows = arena.Offsets([.. outputs.Select(map => map * g.OutputMapStride)]),
            ResultColumns = arena.Offsets([.. pixelRows.Select(p => p * g.Lanes)]),
            Bias = g.Biases,
            BiasRows = arena.Offsets([.. outputs.Select(map => map * g.WeightFloats)]),
            Start = isWhole ? Start.Bias : Start.Result,
        }.Planned();
    }

    private TiledProduct WeightGradientProduct(int inputs, Arena arena)
    {
        ConvolutionGeometry g = geometry;
        int length = g.KernelLength;
        int[] taps = [.. Enumerable.Range(0, inputs * length)];
        return new TiledProduct
        {
            Walk = new Walk(
                1, 0, g.OutputColumns,
                0, g.OutputPixel(1, 0), g.Lanes,
                0, g.InputPixel(1, 0), g.Lanes),
            Rows = outputs.Length,
            Columns = taps.Length,
            LeftStride = g.OutputMapStride,
            RightColumns = arena.Offsets([.. taps.Select(tap =>
                (tap / length * g.InputMapStride) + g.InputPixel(tap % length / g.Kernel, tap % g.Kernel))]),
            ResultRows = arena.Offsets([.. outputs.Select(map => map * g.InputMaps * length * g.Lanes)]),
            ResultColumns = arena.Offsets([.. taps.Select(tap => ((firstInput * length) + tap) * g.Lanes)]),
            Start = Start.Result,
        }.Planned();
    }

    private void FillWithBiases(float* y)
    {
        for (int map = 0; map < geometry.OutputMaps; map++)
        {
            TLane bias = TWeight.Read(geometry.Biases + (map * geometry.WeightFloats));
            for (float* end = y + geometry.OutputMapStride; y < end; y += TLane.Count)
                bias.Store(y);
        }
    }

    private float* PackGradients(float* dy)
    {
        int stride = geometry.OutputMapStride;
        for (int i = 0; i < outputs.Length; i++)
        {
            new ReadOnlySpan<float>(dy + ((nint)outputs[i] * stride), stride)
                .CopyTo(new Span<float>(packedGradients + ((nint)i * stride), stride));
        }

        return packedGradients;
    }
}
