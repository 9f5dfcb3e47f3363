using LeNetLab.Cli;
using LeNetLab.Cli.Display;
using LeNetLab.Results;

namespace LeNetLab.Tests.Cli;

public sealed class AnswerTableTests
{
    private static readonly QueryResult Answer = new(
        ["variant", "runs", "gap"],
        [["activation=tanh", 8L, 0.6041666666666666], ["activation=relu", 10L, null]]);

    [Fact]
    public void Numbers_have_six_digits_and_lines_no_blanks_at_their_end() => Assert.Equal(
        """
          variant           runs        gap
        ─────────────────────────────────────
          activation=tanh      8   0.604167
          activation=relu     10

        """.ReplaceLineEndings("\n"),
        Printed(Answer, screen: true, 80));

    [Theory]
    [InlineData(24378.123456789, "24378.1")]
    [InlineData(1234567.89, "1234568")]
    [InlineData(0.0000123456789, "1.23457E-05")]
    [InlineData(-0.12345678, "-0.123457")]
    [InlineData(99.99999999, "100")]
    [InlineData(0.5, "0.5")]
    public void A_number_keeps_what_means_something(double value, string shown) =>
        Assert.Contains($" {shown}\n", Printed(new QueryResult(["x"], [[value]]), screen: false, 80),
            StringComparison.Ordinal);

    [Fact]
    public void A_screen_that_is_too_narrow_has_it_row_by_row_and_a_file_has_the_table()
    {
        string narrow = Printed(Answer, screen: true, 30);

        Assert.Equal(
            """
            row 1
              variant  activation=tanh
              runs     8
              gap      0.604167
            row 2
              variant  activation=relu
              runs     10
              gap

            """.ReplaceLineEndings("\n"), narrow);
        Assert.Contains("──", Printed(Answer, screen: false, 30), StringComparison.Ordinal);
    }

    private static string Printed(QueryResult answer, bool screen, int width)
    {
        using var output = new StringWriter { NewLine = "\n" };
        AnswerTable.Print(new Terminal(output, TextWriter.Null, IsLive: false, width) { IsScreen = screen }, answer);
        return $"{output}";
    }
}
