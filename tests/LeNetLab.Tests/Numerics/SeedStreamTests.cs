using LeNetLab.Numerics;

namespace LeNetLab.Tests.Numerics;

public sealed class SeedStreamTests
{
    [Fact]
    public void A_stream_can_be_moved_to_any_position()
    {
        SeedStream stream = SeedStream.Open(7, "order", 3);
        uint[] drawn = [.. Enumerable.Range(0, 100).Select(_ => stream.NextUInt32())];

        foreach (int position in new[] { 99, 0, 42, 43, 7 })
        {
            stream.Position = (ulong)position;
            Assert.Equal(drawn[position], stream.NextUInt32());
        }
    }

    [Fact]
    public void Seed_purpose_and_index_each_give_another_stream()
    {
        uint[] first =
        [
            SeedStream.Open(1, "order").NextUInt32(), SeedStream.Open(2, "order").NextUInt32(),
            SeedStream.Open(1, "weights").NextUInt32(), SeedStream.Open(1, "order", 1).NextUInt32(),
        ];

        Assert.Equal(4, first.Distinct().Count());
    }

    [Fact]
    public void Uniforms_lie_in_the_unit_interval_with_mean_one_half()
    {
        SeedStream stream = SeedStream.Open(1, "test");
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => stream.NextDouble())];

        Assert.All(values, value => Assert.InRange(value, 0, 1 - (1.0 / (1UL << 53))));
        Assert.InRange(values.Average(), 0.495, 0.505);
    }

    [Fact]
    public void Gaussians_have_mean_zero_and_variance_one()
    {
        SeedStream stream = SeedStream.Open(1, "test");
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => stream.NextGaussian())];

        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(values.Average(value => value * value), 0.98, 1.02);
    }

    [Fact]
    public void Bounded_integers_reach_every_value_alike()
    {
        SeedStream stream = SeedStream.Open(1, "test");
        var counts = new int[7];
        for (int draw = 0; draw < 70_000; draw++)
            counts[stream.NextInt32(7)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Shuffle_permutes()
    {
        int[] values = [.. Enumerable.Range(0, 1000)];
        SeedStream.Open(1, "test").Shuffle<int>(values);

        Assert.NotEqual(Enumerable.Range(0, 1000), values);
        Assert.Equal(Enumerable.Range(0, 1000), values.Order());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 16)]
    [InlineData(3, 17)]
    [InlineData(4, 64)]
    [InlineData(5, 71)]
    [InlineData(2, 1568)]
    public void Bytes_are_those_of_the_words_wherever_they_begin(int before, int count)
    {
        SeedStream words = SeedStream.Open(3, "bytes", 9), bytes = SeedStream.Open(3, "bytes").Sibling(9);
        for (int i = 0; i < before; i++)
            Assert.Equal(words.NextUInt32(), bytes.NextUInt32());
        var drawn = new byte[count];

        bytes.NextBytes(drawn);

        var expected = new List<byte>();
        while (expected.Count < count)
            expected.AddRange(BitConverter.GetBytes(words.NextUInt32()));
        Assert.Equal(expected.Take(count), drawn);
        Assert.Equal(words.NextUInt32(), bytes.NextUInt32());
    }
}
