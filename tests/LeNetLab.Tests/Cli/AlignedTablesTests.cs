using LeNetLab.Cli.Display;

namespace LeNetLab.Tests.Cli;

public sealed class AlignedTablesTests
{
    [Fact]
    public void Cells_line_up_and_the_text_around_them_stays() => Assert.Equal(
        """
        ## Settings

        | Setting    |    A | What it is |
        | ---------- | ---: | --- |
        | `model.c3` | 0.05 | a long text that nothing is beside |
        | a \| b     |   −1 | |

        The end.
        """.ReplaceLineEndings("\n"),
        AlignedTables.Of(
            """
            ## Settings

            | Setting | A | What it is |
            | --- | ---: | --- |
            | `model.c3` | 0.05 | a long text that nothing is beside |
            | a \| b           | −1 | |

            The end.
            """.ReplaceLineEndings("\n"), 50).Replace("|  |", "| |", StringComparison.Ordinal));

    [Fact]
    public void A_last_column_of_text_is_padded_where_there_is_room() => Assert.Equal(
        "| a   | text   |\n| --- | ------ |\n| b   | longer |\n",
        AlignedTables.Of("| a | text |\n| --- | --- |\n| b | longer |\n", 80));

    [Theory]
    [InlineData("")]
    [InlineData("no table\n")]
    [InlineData("| one line |\n")]
    public void What_is_no_table_stays(string text) => Assert.Equal(text, AlignedTables.Of(text, 80));
}
