using LeNetLab.Engines.Simd.Tiles;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// The input gradient of a convolution as products without wasted terms: near the border a pixel is reached by fewer
/// kernel elements, so pixels are grouped by the ranges of ky and kx that reach them.
/// </summary>
internal static unsafe class InputGradientProducts
{
    /// <summary>Output maps that are gone through at a time: few enough for the first-level cache.</summary>
    private const int MapsAtATime = 16;

    /// <summary>One product for each group of pixels; gradient, result and nothing else remain to be set.</summary>
    /// <param name="g">The convolution.</param>
    /// <param name="weights">Weights of maps that are all connected, [output][input][ky][kx].</param>
    /// <param name="inputs">The input maps among them.</param>
    /// <param name="outputs">How many output maps; their gradients lie side by side.</param>
    /// <param name="arena">For offset tables.</param>
    public static IEnumerable<TiledProduct> Of(
        ConvolutionGeometry g, float* weights, Range inputs, int outputs, Arena arena)
    {
        (int first, int count) = inputs.GetOffsetAndLength(g.InputMaps);
        int* maps = arena.Offsets([.. Enumerable.Range(first, count).Select(map => map * g.InputMapStride)]);
        var products = new List<TiledProduct>();
        for (int map = 0; map < outputs; map += MapsAtATime)
        {
            int some = Math.Min(MapsAtATime, outputs - map);
            foreach (IGrouping<Reach, int> rows in GroupByReach(g.InputRows, g.OutputRows, g.Kernel))
            {
                foreach (IGrouping<Reach, int> columns in GroupByReach(g.InputColumns, g.OutputColumns, g.Kernel))
                    products.Add(Product(g, weights, count, map, some, rows, columns, maps, arena).Planned());
            }
        }

        return products;
    }

    private static IEnumerable<IGrouping<Reach, int>> GroupByReach(int inputs, int outputs, int kernel) =>
        Enumerable.Range(0, inputs).GroupBy(position =>
            new Reach(Math.Max(0, position - (outputs - 1)), Math.Min(kernel - 1, position)));

    /// <param name="g">The convolution.</param>
    /// <param name="weights">Weights of the connected maps.</param>
    /// <param name="inputs">How many input maps.</param>
    /// <param name="firstMap">The first of the output maps whose part is added.</param>
    /// <param name="mapCount">How many output maps.</param>
    /// <param name="rows">Input rows of one reach.</param>
    /// <param name="columns">Input columns of one reach.</param>
    /// <param name="maps">Where input maps begin.</param>
    /// <param name="arena">For offset tables.</param>
    private static TiledProduct Product(
        ConvolutionGeometry g, float* weights, int inputs, int firstMap, int mapCount, IGrouping<Reach, int> rows,
        IGrouping<Reach, int> columns, int* maps, Arena arena)
    {
        Reach ky = rows.Key, kx = columns.Key;
        int weight = g.WeightFloats;
        (int Row, int Column)[] pixels = [.. rows.SelectMany(row => columns.Select(column => (row, column)))];
        return new TiledProduct
        {
            Walk = new Walk(
                ky.Count, kx.Count, mapCount,
                g.Kernel * weight, weight, inputs * g.KernelLength * weight,
                -g.OutputPixel(1, 0), -g.Lanes, g.OutputMapStride),
            Rows = inputs,
            Columns = pixels.Length,
            Left = weights + (((firstMap * inputs * g.KernelLength) + (ky.First * g.Kernel) + kx.First) * weight),
            LeftStride = g.KernelLength * weight,
            RightColumns = arena.Offsets(
                [.. pixels.Select(pixel => (firstMap * g.OutputMapStride)
                    + g.OutputPixel(pixel.Row - ky.First, pixel.Column - kx.First))]),
            ResultRows = maps,
            ResultColumns = arena.Offsets([.. pixels.Select(pixel => g.InputPixel(pixel.Row, pixel.Column))]),
            Start = firstMap == 0 ? Start.Zero : Start.Result,
        };
    }

    /// <summary>The kernel elements that reach a position, first and last included.</summary>
    private readonly record struct Reach(int First, int Last)
    {
        public int Count => Last - First + 1;
    }
}
