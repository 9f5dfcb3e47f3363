using LeNetLab.Engines.Simd.Rows;

namespace LeNetLab.Methods.Neighbours;

/// <summary>
/// Finds the nearest of some images by Euclidean distance of their pixels: all are looked at, nothing is estimated.
/// </summary>
/// <param name="stored">The images among which is searched.</param>
internal sealed class NeighbourSearch(PixelRows stored)
{
    // A block of queries and one of stored images, as 16-bit numbers, stay in the second-level cache together.
    private const int QueriesTogether = 128, StoredTogether = 48;

    /// <summary>
    /// The nearest images of each query, the nearest first; of two at the same distance the one that is stored first.
    /// </summary>
    /// <param name="queries">What to find them for.</param>
    /// <param name="count">How many, at most all.</param>
    /// <param name="work">Does it.</param>
    /// <returns>[query][neighbour], each its place among the stored images.</returns>
    public int[] Nearest(PixelRows queries, int count, Workforce work)
    {
        var nearest = new int[queries.Count * count];
        work.DoSlices(queries.Count, QueriesTogether, (first, some) =>
        {
            // Distance and place in one number: a comparison orders by both.
            ulong[] found = Search(queries, first, some, count);
            for (int i = 0; i < found.Length; i++)
                nearest[(first * count) + i] = (int)(found[i] & uint.MaxValue);
        });
        return nearest;
    }

    private ulong[] Search(PixelRows queries, int first, int some, int count)
    {
        var left = new short[some * PixelRows.Length];
        var right = new short[StoredTogether * PixelRows.Length];
        var products = new int[some * StoredTogether];
        var found = new ulong[some * count];
        Array.Fill(found, ulong.MaxValue);
        PixelProducts.Widen(queries.Levels(first, some), left);
        for (int start = 0; start < stored.Count; start += StoredTogether)
        {
            int several = Math.Min(StoredTogether, stored.Count - start);
            Span<short> numbers = right.AsSpan(0, several * PixelRows.Length);
            PixelProducts.Widen(stored.Levels(start, several), numbers);
            PixelProducts.Of(left, numbers, products);
            for (int query = 0; query < some; query++)
            {
                Insert(
                    products.AsSpan(query * several, several), queries.Squares[first + query], start,
                    found.AsSpan(query * count, count));
            }
        }

        return found;
    }

    /// <summary>Takes what is nearer than the farthest found so far.</summary>
    private void Insert(ReadOnlySpan<int> products, int square, int start, Span<ulong> found)
    {
        ReadOnlySpan<int> squares = stored.Squares.Slice(start, products.Length);
        ulong farthest = found[^1];
        for (int i = 0; i < products.Length; i++)
        {
            ulong key = ((ulong)(uint)(square + squares[i] - (2 * products[i])) << 32) | (uint)(start + i);
            if (key >= farthest)
                continue;
            int place = found.Length - 1;
            for (; place > 0 && found[place - 1] > key; place--)
                found[place] = found[place - 1];
            found[place] = key;
            farthest = found[^1];
        }
    }
}
