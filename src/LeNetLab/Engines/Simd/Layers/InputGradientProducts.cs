using LeNetLab.Engines.Simd.Tiles;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// The input gradient of a convolution as products without wasted terms: near the border a pixel is reached by fewer
/// kernel elements, so pixels are grouped by the ranges of ky and kx that reach them.
/// </summary>
internal static unsafe class InputGradientProducts
{
    /// <summary>One product for each group of pixels; gradient, result and nothing else remain to be set.</summary>
    public static IEnumerable<TiledProduct> Of(ConvolutionGeometry g, Arena arena)
    {
        int* maps = arena.Offsets([.. Enumerable.Range(0, g.InputMaps).Select(map => map * g.InputMapStride)]);
        var products = new List<TiledProduct>();
        foreach (IGrouping<Reach, int> rows in GroupByReach(g.InputRows, g.OutputRows, g.Kernel))
        {
            foreach (IGrouping<Reach, int> columns in GroupByReach(g.InputColumns, g.OutputColumns, g.Kernel))
                products.Add(Product(g, rows, columns, maps, arena));
        }

        return products;
    }

    private static IEnumerable<IGrouping<Reach, int>> GroupByReach(int inputs, int outputs, int kernel) =>
        Enumerable.Range(0, inputs).GroupBy(position =>
            new Reach(Math.Max(0, position - (outputs - 1)), Math.Min(kernel - 1, position)));

    private static TiledProduct Product(
        ConvolutionGeometry g, IGrouping<Reach, int> rows, IGrouping<Reach, int> columns, int* maps, Arena arena)
    {
        Reach ky = rows.Key, kx = columns.Key;
        (int Row, int Column)[] pixels = [.. rows.SelectMany(row => columns.Select(column => (row, column)))];
        return new TiledProduct
        {
            Walk = new Walk(
                g.OutputMaps, ky.Count, kx.Count,
                g.InputMaps * g.KernelLength, g.Kernel, 1,
                g.OutputMapStride, -g.OutputPixel(1, 0), -g.Lanes),
            Rows = g.InputMaps,
            Columns = pixels.Length,
            Left = g.Weights + (ky.First * g.Kernel) + kx.First,
            LeftStride = g.KernelLength,
            RightColumns = arena.Offsets(
                [.. pixels.Select(pixel => g.OutputPixel(pixel.Row - ky.First, pixel.Column - kx.First))]),
            ResultRows = maps,
            ResultColumns = arena.Offsets([.. pixels.Select(pixel => g.InputPixel(pixel.Row, pixel.Column))]),
            Start = Start.Zero,
        };
    }

    /// <summary>The kernel elements that reach a position, first and last included.</summary>
    private readonly record struct Reach(int First, int Last)
    {
        public int Count => Last - First + 1;
    }
}
