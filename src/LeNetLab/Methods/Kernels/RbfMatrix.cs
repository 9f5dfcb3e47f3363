using LeNetLab.Engines.Simd.Rows;

namespace LeNetLab.Methods.Kernels;

/// <summary>
/// The kernel matrix of some images. Rows are computed when they are asked for; the latest ones are kept.
/// </summary>
internal sealed class RbfMatrix : IKernelMatrix
{
    private readonly PixelRows images;
    private readonly RbfFunction function;
    private readonly short[] one = new short[PixelRows.Length];
    private readonly int[] products;
    private readonly Dictionary<int, LinkedListNode<(int Row, float[] Values)>> known = [];
    private readonly LinkedList<(int Row, float[] Values)> byUse = new();
    private readonly int capacity;

    /// <param name="images">The images.</param>
    /// <param name="function">The kernel.</param>
    /// <param name="bytes">Memory for rows that are kept; two are kept at least.</param>
    public RbfMatrix(PixelRows images, RbfFunction function, long bytes)
    {
        this.images = images;
        this.function = function;
        products = new int[images.Count];
        capacity = (int)Math.Max(2, bytes / (sizeof(float) * (long)Math.Max(1, images.Count)));
    }

    public int Count => images.Count;

    public double Diagonal(int row) => 1;

    public ReadOnlySpan<float> Row(int row)
    {
        if (known.TryGetValue(row, out LinkedListNode<(int Row, float[] Values)>? node))
        {
            byUse.Remove(node);
        }
        else
        {
            node = new LinkedListNode<(int, float[])>((row, Room()));
            Fill(row, node.Value.Values);
            known.Add(row, node);
        }

        byUse.AddFirst(node);
        return node.Value.Values;
    }

    /// <summary>Where the next row goes: in place of the one that was not used for longest.</summary>
    private float[] Room()
    {
        if (known.Count < capacity)
            return new float[Count];
        (int row, float[] values) = byUse.Last!.Value;
        byUse.RemoveLast();
        known.Remove(row);
        return values;
    }

    private void Fill(int row, float[] values)
    {
        PixelProducts.Widen(images.Levels(row, 1), one);
        PixelProducts.OfOne(one, images.Levels(0, Count), products);
        ReadOnlySpan<int> squares = images.Squares;
        int square = squares[row];
        for (int i = 0; i < values.Length; i++)
            values[i] = function.At(square + squares[i] - (2 * products[i]));
    }
}
