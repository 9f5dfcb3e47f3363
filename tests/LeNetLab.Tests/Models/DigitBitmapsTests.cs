using LeNetLab.Models;

namespace LeNetLab.Tests.Models;

public sealed class DigitBitmapsTests
{
    [Fact]
    public void There_are_ten_codes_of_84_each_value_1_or_minus_1()
    {
        Assert.Equal((10, 84), (DigitBitmaps.Codes.Classes, DigitBitmaps.Codes.Units));
        for (int digit = 0; digit < 10; digit++)
        {
            foreach (float value in DigitBitmaps.Codes.Of(digit))
                Assert.Equal(1, Math.Abs(value));
        }
    }

    [Fact]
    public void A_digit_is_read_row_by_row() => Assert.Equal(
        [
            "...##..", "..###..", ".####..", "...##..", "...##..", "...##..",
            "...##..", "...##..", "...##..", "...##..", "...##..", ".######",
        ],
        DigitBitmaps.Codes.Of(1).ToArray().Chunk(DigitBitmaps.Columns)
            .Select(row => string.Concat(row.Select(value => value > 0 ? '#' : '.'))));

    [Fact]
    public void Any_two_digits_differ_in_19_pixels_or_more()
    {
        int least = Enumerable.Range(0, 10).SelectMany(a => Enumerable.Range(0, a), Distance).Min();

        Assert.Equal(19, least);
    }

    [Fact]
    public void Codes_that_cannot_tell_classes_apart_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CodeTable.FromBits([]));
        Assert.Throws<ArgumentException>(() => CodeTable.FromBits([[true, false], [true]]));
        var error = Assert.Throws<ArgumentException>(() => CodeTable.FromBits([[true, false], [true, false]]));
        Assert.Contains("the same code", error.Message);
    }

    private static int Distance(int a, int b) => Enumerable.Range(0, DigitBitmaps.Codes.Units)
        .Count(pixel => DigitBitmaps.Codes.Of(a)[pixel] != DigitBitmaps.Codes.Of(b)[pixel]);
}
