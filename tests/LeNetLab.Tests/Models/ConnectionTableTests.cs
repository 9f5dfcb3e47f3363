using LeNetLab.Models;

namespace LeNetLab.Tests.Models;

public sealed class ConnectionTableTests
{
    private static readonly ConnectionTable Table1 = ConnectionTable.Partial(6, 16);

    [Fact]
    public void Table_1_has_60_links_and_uses_each_map_of_S2_ten_times()
    {
        Assert.Equal(60, Table1.Links);
        Assert.All(
            Enumerable.Range(0, 6),
            input => Assert.Equal(10, Enumerable.Range(0, 16).Count(output => Table1.Connects(input, output))));
    }

    [Theory]
    [InlineData(0, new[] { 0, 1, 2 })]
    [InlineData(5, new[] { 0, 1, 5 })]
    [InlineData(11, new[] { 0, 1, 2, 5 })]
    [InlineData(12, new[] { 0, 1, 3, 4 })]
    [InlineData(14, new[] { 0, 2, 3, 5 })]
    [InlineData(15, new[] { 0, 1, 2, 3, 4, 5 })]
    public void Columns_of_Table_1_are_as_published(int output, int[] inputs) =>
        Assert.Equal(inputs, Table1.Sources(output).ToArray());

    [Fact]
    public void The_stretched_table_keeps_rows_and_columns_of_Table_1()
    {
        ConnectionTable wide = ConnectionTable.Partial(32, 64);
        for (int output = 0; output < 64; output++)
        {
            for (int input = 0; input < 32; input++)
                Assert.Equal(Table1.Connects(input * 6 / 32, output / 4), wide.Connects(input, output));
        }
    }

    [Fact]
    public void A_map_without_inputs_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ConnectionTable.FromSources(3, [[0], []]));
        Assert.Contains("Output map 1", error.Message);
    }

    [Theory]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { -1 })]
    [InlineData(new[] { 1, 1 })]
    public void Inputs_that_do_not_exist_or_stand_twice_are_refused(int[] sources) =>
        Assert.Throws<ArgumentException>(() => ConnectionTable.FromSources(3, [sources]));
}
