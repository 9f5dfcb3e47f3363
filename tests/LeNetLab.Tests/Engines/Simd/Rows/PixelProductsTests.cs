using LeNetLab.Data;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Tests.Data;

namespace LeNetLab.Tests.Engines.Simd.Rows;

public sealed class PixelProductsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(9, 7)]
    [InlineData(8, 8)]
    public void Every_product_is_the_sum_that_a_plain_loop_finds(int rows, int columns)
    {
        PixelRows left = Rows(1, rows), right = Rows(2, columns);
        var products = new int[rows * columns];

        PixelProducts.Of(Widened(left), Widened(right), products);

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                Assert.Equal(Plain(left.Levels(row, 1), right.Levels(column, 1)), products[(row * columns) + column]);
        }
    }

    [Fact]
    public void One_row_with_many_gives_the_same()
    {
        PixelRows left = Rows(3, 1), right = Rows(4, 5);
        var products = new int[5];

        PixelProducts.OfOne(Widened(left), right.Levels(0, 5), products);

        Assert.Equal(
            Enumerable.Range(0, 5).Select(row => Plain(left.Levels(0, 1), right.Levels(row, 1))), products);
    }

    [Fact]
    public void The_largest_levels_do_not_overflow()
    {
        short[] full = [.. Enumerable.Repeat((short)255, PixelRows.Length)];
        var product = new int[1];

        PixelProducts.Of(full, full, product);

        Assert.Equal(255 * 255 * 784, product[0]);
    }

    [Fact]
    public void Smaller_images_stand_in_the_middle_and_larger_ones_are_refused()
    {
        ImageSet small = SmallDigits.Random(5, "small", 1, 20, 24);
        var rows = new PixelRows(small, [0]);

        Assert.Equal(small.Image(0)[..24], rows.Levels(0, 1).Slice((4 * 28) + 2, 24));
        Assert.Equal(small.Image(0).ToArray().Sum(level => level * level), rows.Squares[0]);
        Assert.Throws<ArgumentException>(() => new PixelRows(SmallDigits.Random(5, "large", 1, 30, 28), [0]));
        Assert.Throws<ArgumentException>(() => new PixelRows(SmallDigits.Random(5, "odd", 1, 27, 28), [0]));
    }

    private static PixelRows Rows(long seed, int count) =>
        new(SmallDigits.Random(seed, "rows", count), [.. Enumerable.Range(0, count)]);

    private static short[] Widened(PixelRows rows)
    {
        var numbers = new short[rows.Count * PixelRows.Length];
        PixelProducts.Widen(rows.Levels(0, rows.Count), numbers);
        return numbers;
    }

    private static int Plain(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        int sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
