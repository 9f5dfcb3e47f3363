using LeNetLab.Reports;

namespace LeNetLab.Tests.Reports;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("plain words, 1.5 % (or so) - fine!", "plain words, 1.5 % (or so) - fine!")]
    [InlineData("a *b* _c_ snake_case", "a \\*b\\* \\_c\\_ snake_case")]
    [InlineData("<b> & `x` [y](z) | \\", "\\<b\\> \\& \\`x\\` \\[y\\](z) \\| \\\\")]
    [InlineData("# not a heading", "\\# not a heading")]
    [InlineData("- no list", "\\- no list")]
    [InlineData("1. no list", "1\\. no list")]
    [InlineData("3.40.1 on a CPU @ 2 GHz", "3.40.1 on a CPU @ 2 GHz")]
    [InlineData("two\nlines\u0007", "two lines ")]
    [InlineData("~~no~~ @you", "\\~\\~no\\~\\~ \\@you")]
    public void Prose_shows_the_text_itself(string text, string expected) =>
        Assert.Equal(expected, Markdown.Prose(text));

    [Theory]
    [InlineData("activation=tanh", "`activation=tanh`")]
    [InlineData("a|b", "`a\\|b`")]
    [InlineData("`x`", "`` `x` ``")]
    [InlineData("a``b", "```a``b```")]
    [InlineData("", "")]
    public void Code_shows_the_text_itself(string text, string expected) => Assert.Equal(expected, Markdown.Code(text));

    [Fact]
    public void In_a_table_figures_stand_to_the_right_and_names_to_the_left() =>
        Assert.Equal(
            """
            | A | B | Errors | None |
            | --- | --- | ---: | ---: |
            | `x` | `y` | 1.5 | – |
            | `x` | – | never | – |

            """,
            Markdown.Table(["A", "B", "Errors", "None"],
                [["`x`", "`y`", "1.5", "–"], ["`x`", "–", "never", "–"]]));

    [Fact]
    public void A_block_outlasts_the_fences_within() =>
        Assert.Equal("````yaml\na: ```\n````\n", Markdown.Block("yaml", "a: ```\n"));
}
