using LeNetLab.Data;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Methods;
using LeNetLab.Methods.Neighbours;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Methods.Neighbours;

public sealed class NearestNeighboursTests
{
    // Two grey levels in few pixels: many distances are the same.
    private static readonly ImageSet Stored = Coarse(1, 157);
    private static readonly ImageSet Asked = Coarse(2, 141);
    private static readonly FittingSet Set = new(Stored, Range(0, 120), Range(120, 37));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(50, 2)]
    [InlineData(157, 2)]
    public void The_nearest_are_those_that_a_sort_of_all_finds_ties_by_place(int count, int threads)
    {
        var search = new NeighbourSearch(new PixelRows(Stored, Range(0, 157).Span));

        int[] found = search.Nearest(new PixelRows(Asked, Range(0, 141).Span), count, Hands.Of(threads));

        for (int query = 0; query < 141; query++)
        {
            int[] expected = [.. Enumerable.Range(0, 157).OrderBy(i => Distance(query, i)).ThenBy(i => i).Take(count)];
            Assert.Equal(expected, found[(query * count)..((query + 1) * count)]);
        }
    }

    [Theory]
    [InlineData(new byte[] { 3 }, 3)]
    [InlineData(new byte[] { 3, 5, 5 }, 5)]
    [InlineData(new byte[] { 7, 3, 3, 7 }, 7)]
    [InlineData(new byte[] { 1, 3, 7, 7, 3 }, 3)]
    public void Most_votes_win_and_of_as_many_those_with_the_nearest(byte[] labels, byte winner) =>
        Assert.Equal(winner, Vote.Of(labels));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Predictions_are_the_votes_of_the_neighbours_found_the_slow_way(int k)
    {
        IMethod method = MethodCatalogue.Of(new MethodSpec.Neighbours(k), 120);
        float[] parameters = method.Fit(Set, Hands.One);
        var classes = new byte[141];

        method.Load(parameters, Set).Predict(Asked, Range(0, 141), classes, Hands.Of(2));

        Assert.Equal(Enumerable.Range(0, 141).Select(query => Slowly(Asked, query, k)), classes);
        Assert.Equal([k, .. Enumerable.Range(0, 120)], parameters.Select(value => (int)value));
    }

    [Fact]
    public void An_automatic_k_is_the_smallest_of_those_that_err_least_on_validation_images()
    {
        var method = MethodCatalogue.Of(new MethodSpec.Neighbours(null), 120);

        int chosen = (int)method.Fit(Set, Hands.One)[0];

        int[] errors =
        [
            .. Enumerable.Range(1, 50).Select(k => Enumerable.Range(120, 37)
                .Count(image => Slowly(Stored, image, k) != Stored.Labels[image])),
        ];
        Assert.Equal(1 + Array.IndexOf(errors, errors.Min()), chosen);
        Assert.True(errors.Distinct().Count() > 3);
        Assert.Throws<ArgumentException>(
            () => method.Fit(Set with { Validation = ReadOnlyMemory<int>.Empty }, Hands.One));
    }

    private static byte Slowly(ImageSet images, int query, int k) => Vote.Of(
    [
        .. Enumerable.Range(0, 120)
            .OrderBy(i => Distance(images.Image(query), Stored.Image(i))).ThenBy(i => i).Take(k)
            .Select(i => Stored.Labels[i]),
    ]);

    private static int Distance(int query, int stored) => Distance(Asked.Image(query), Stored.Image(stored));

    private static int Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static ReadOnlyMemory<int> Range(int first, int count) => Enumerable.Range(first, count).ToArray();

    private static ImageSet Coarse(long seed, int count)
    {
        SeedStream random = SeedStream.Open(seed, "coarse");
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt32(4))];
        var pixels = new byte[count * 784];
        for (int i = 0; i < count; i++)
        {
            for (int pixel = 0; pixel < 12; pixel++)
                pixels[(i * 784) + (pixel * 61)] = (byte)(random.NextInt32(5) < labels[i] ? 255 : 0);
        }

        return new ImageSet(pixels, labels, 28, 28);
    }
}
