using System.Security.Cryptography;
using System.Text;
using LeNetLab.Data.Distortions;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Data.Distortions;

public sealed class DistorterTests
{
    public static TheoryData<int, int, double, double, double> Cases => new()
    {
        { 28, 28, 1, 0, 4 }, { 28, 28, 0, 34, 4 }, { 28, 28, 1, 34, 4 }, { 28, 28, 3, 200, 0.5 },
        { 28, 28, 0.5, 8, 10 },
        { 5, 3, 1, 5, 1 }, { 1, 1, 2, 30, 2 }, { 17, 33, 1, 20, 3 }, { 9, 64, 2, 60, 6.3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pixel_is_that_of_the_obvious_way(int rows, int columns, double affine, double alpha, double sigma)
    {
        var strength = new DistortionStrength(affine, alpha, sigma);
        var distorter = new Distorter(strength, rows, columns);
        var bent = new byte[rows * columns];
        for (int number = 0; number < 20; number++)
        {
            byte[] image = Image(rows, columns, number);

            distorter.Distort(image, Stream(number), bent);

            Assert.Equal(ObviousDistortion.Of(image, rows, columns, strength, Stream(number)), bent);
        }
    }

    /// <summary>On every machine; <c>Goldens/distorted.txt</c> has the sums.</summary>
    [Fact]
    public void The_grey_levels_are_those_on_record()
    {
        var text = new StringBuilder();
        foreach (ITheoryDataRow row in Cases)
        {
            object?[] values = row.GetData();
            (int rows, int columns) = ((int)values[0]!, (int)values[1]!);
            var strength = new DistortionStrength((double)values[2]!, (double)values[3]!, (double)values[4]!);
            var distorter = new Distorter(strength, rows, columns);
            byte[] all = new byte[50 * rows * columns];
            for (int number = 0; number < 50; number++)
            {
                distorter.Distort(
                    Image(rows, columns, number), Stream(number),
                    all.AsSpan(number * rows * columns, rows * columns));
            }

            text.Append($"{strength}, {rows}×{columns}: {Convert.ToHexStringLower(SHA256.HashData(all))}\n");
        }

        Golden.Matches(text.ToString(), "distorted");
    }

    [Fact]
    public void A_smoothed_field_has_the_deviation_that_its_formula_gives()
    {
        // Uniform in [−1, 1]: variance 1/3; smoothed in two directions: divided by 4πσ².
        const double Alpha = 34, Sigma = 4;
        double expected = Alpha * Math.Sqrt(1.0 / 3 / (4 * Math.PI * Sigma * Sigma));
        var field = new DisplacementField(60, 60, Alpha, Sigma);
        double sum = 0;
        int count = 0;
        for (int number = 0; number < 200; number++)
        {
            field.Draw(Stream(number));
            for (int row = 15; row < 45; row += 10)
            {
                for (int column = 15; column < 45; column += 10, count += 2)
                {
                    int at = field.Right.At(row) + column;
                    sum += (field.Right.Values[at] * field.Right.Values[at])
                        + (field.Down.Values[at] * field.Down.Values[at]);
                }
            }
        }

        Assert.Equal(1, Math.Sqrt(sum / count) / expected, 0.05);
        Assert.Equal(1, DisplacementField.Gaussian(Sigma).Sum(), 1e-12);
    }

    [Fact]
    public void Affine_draws_stay_within_what_is_promised_and_come_near_it()
    {
        AffineMap[] maps = [.. Enumerable.Range(0, 3000).Select(number => AffineMap.Draw(1, Stream(number)))];

        // The image's middle goes where x = y = 0 comes from: (right, down) solves the map.
        double[] down = [.. maps.Select(map => (double)-map.Y / map.YByY)];
        double[] right = [.. maps.Select(map => -((map.XByY * -map.Y / map.YByY) + map.X) / map.XByX)];
        double[] scale = [.. maps.Select(map => 1 / Math.Sqrt((double)map.XByX * map.YByY))];
        double[] squeeze = [.. maps.Select(map => Math.Sqrt((double)map.YByY / map.XByX))];
        double[] shear = [.. maps.Select(map => -(double)map.XByY / map.YByY)];
        AssertFills(right, -2, 2);
        AssertFills(down, -2, 2);
        AssertFills(scale, 0.85, 1.15);
        AssertFills(squeeze, 0.9, 1.1);
        AssertFills(shear, -0.25, 0.25);
    }

    private static void AssertFills(double[] values, double low, double high)
    {
        double slack = 0.02 * (high - low);
        Assert.InRange(values.Min(), low - 1e-5, low + slack);
        Assert.InRange(values.Max(), high - slack, high + 1e-5);
        Assert.Equal((low + high) / 2, values.Average(), 2 * slack);
    }

    private static SeedStream Stream(int number) => SeedStream.Open(7, "distorter", (ulong)number);

    private static byte[] Image(int rows, int columns, int number)
    {
        var image = new byte[rows * columns];
        SeedStream.Open(8, "image", (ulong)number).NextBytes(image);
        return image;
    }
}
