using LeNetLab.Methods.Linear;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Methods.Linear;

public sealed class HogFeaturesTests
{
    private const int Orientations = 9;

    [Theory]
    [InlineData(4, 6 * 6 * 36)]
    [InlineData(7, 3 * 3 * 36)]
    public void There_are_so_many_features_and_a_blank_image_has_none_of_them(int cell, int length)
    {
        var hog = new HogFeatures(cell);

        Assert.Equal(length, hog.Length);
        Assert.All(Of(hog, (_, _) => 0), feature => Assert.Equal(0, feature));
    }

    // A gradient to the right is at 0°, between the orientations of 170° and 10°; one downwards is the fifth alone.
    [Theory]
    [InlineData(1, 0, new[] { 0, 8 })]
    [InlineData(-1, 0, new[] { 0, 8 })]
    [InlineData(0, 1, new[] { 4 })]
    [InlineData(1, 1, new[] { 1, 2 })]
    [InlineData(1, -1, new[] { 6, 7 })]
    public void A_ramp_has_the_orientations_of_its_slope(int across, int down, int[] orientations)
    {
        float[] features = Of(new HogFeatures(7), (row, column) => 112 + (2 * ((across * column) + (down * row))));

        // The block in the middle sees nothing of the edges of the field.
        float[] middle = features[(4 * 36)..(5 * 36)];
        for (int i = 0; i < middle.Length; i++)
            Assert.Equal(orientations.Contains(i % Orientations), middle[i] > 1e-6);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void A_mirrored_image_has_mirrored_features(int cell)
    {
        SeedStream random = SeedStream.Open(1, "noise");
        var level = new int[28, 28];
        for (int i = 0; i < 784; i++)
            level[i / 28, i % 28] = random.NextInt32(256);
        var hog = new HogFeatures(cell);
        int blocks = (28 / cell) - 1;

        float[] upright = Of(hog, (row, column) => level[row, column]);
        float[] mirrored = Of(hog, (row, column) => level[row, 27 - column]);

        for (int i = 0; i < upright.Length; i++)
        {
            (int block, int within) = (i / 36, i % 36);
            int place = ((block / blocks * blocks) + blocks - 1 - (block % blocks)) * 36;
            int own = (within / 18 * 18) + ((1 - (within / 9 % 2)) * 9) + 8 - (within % 9);
            Assert.Equal(upright[i], mirrored[place + own], 1e-6f);
        }
    }

    [Fact]
    public void No_feature_is_negative_and_no_block_longer_than_1()
    {
        SeedStream random = SeedStream.Open(2, "noise");
        var hog = new HogFeatures(4);

        float[] features = Of(hog, (_, _) => random.NextInt32(256));

        Assert.All(features, feature => Assert.InRange(feature, 0, 1));
        Assert.All(features.Chunk(36), block => Assert.InRange(block.Sum(value => value * value), 0.8f, 1f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(28)]
    public void Cells_divide_the_field(int cell) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HogFeatures(cell));

    private static float[] Of(HogFeatures hog, Func<int, int, int> level)
    {
        byte[] field = [.. Enumerable.Range(0, 784).Select(i => (byte)level(i / 28, i % 28))];
        var features = new float[hog.Length];
        hog.Of(field, features);
        return features;
    }
}
