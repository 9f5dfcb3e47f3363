using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines.Simd.Rows;

public sealed class FeatureRowsTests
{
    // The order of additions is part of the contract: weights must be the same on every machine.
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(784)]
    public void A_product_is_sixteen_sums_side_by_side_added_up_in_a_fixed_order(int length)
    {
        FeatureRows rows = Rows(length, out double[] weights);
        var sums = new double[16];
        for (int k = 0; k < length; k++)
            sums[k % 16] += rows.Row(1)[k] * weights[k];
        double[] four = [.. Enumerable.Range(0, 4).Select(i => (sums[i] + sums[i + 4]) + (sums[i + 8] + sums[i + 12]))];

        Assert.Equal((four[0] + four[1]) + (four[2] + four[3]), rows.Product(1, weights));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(48)]
    public void Adding_a_row_adds_each_feature_and_leaves_the_padding(int length)
    {
        FeatureRows rows = Rows(length, out double[] weights);
        double[] expected = [.. weights];
        for (int k = 0; k < length; k++)
            expected[k] += 0.3 * rows.Row(2)[k];

        rows.AddTo(2, 0.3, weights);

        Assert.Equal(expected, weights);
    }

    private static FeatureRows Rows(int length, out double[] weights)
    {
        SeedStream random = SeedStream.Open(1, "features");
        var rows = new FeatureRows(3, length);
        for (int row = 0; row < 3; row++)
        {
            foreach (ref float value in rows.Row(row))
                value = (float)random.NextDouble(-1, 1);
        }

        weights = new double[rows.Padded];
        foreach (ref double weight in weights.AsSpan(0, length))
            weight = random.NextDouble(-1, 1);
        return rows;
    }
}
