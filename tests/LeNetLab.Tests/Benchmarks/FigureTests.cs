using System.Text.Json;
using LeNetLab.Benchmarks;
using LeNetLab.Benchmarks.Figures;
using LeNetLab.Tests.Architecture;

namespace LeNetLab.Tests.Benchmarks;

public sealed class FigureTests
{
    private static readonly Machine Machine = new("a processor", 2, 256, ".NET", "an OS", "c0ffee", false);

    private static Figure Median(double median, Aim? aim) =>
        new("startup", "lenetlab --help", Unit.Milliseconds, new Spread(5, median - 1, median, median + 2))
        {
            Aim = aim,
        };

    [Theory]
    [InlineData(150, "AtLeast", "Reached")]
    [InlineData(149.9, "AtLeast", "Missed")]
    [InlineData(150, "AtMost", "Reached")]
    [InlineData(150.1, "AtMost", "Missed")]
    [InlineData(150, "Under", "Missed")]
    [InlineData(149.9, "Under", "Reached")]
    [InlineData(double.NaN, "AtLeast", "Missed")]
    [InlineData(double.NaN, "AtMost", "Missed")]
    [InlineData(double.NaN, "Under", "Missed")]
    public void The_median_is_held_against_the_aim(double median, string bound, string verdict) =>
        Assert.Equal(verdict, $"{Median(median, new Aim(Enum.Parse<Bound>(bound), 150, null)).Verdict}");

    [Fact]
    public void Without_an_aim_nothing_is_reached_or_missed() =>
        Assert.Equal(Verdict.NoAim, Median(1, null).Verdict);

    [Fact]
    public void What_was_not_measured_is_neither_reached_nor_missed()
    {
        Figure figure = Median(1, Aim.Under(150)) with { Spread = null, Note = "there is no program" };

        Assert.Equal(Verdict.NotMeasured, figure.Verdict);
        Assert.Equal(
            "not measured < 150 ms     startup, lenetlab --help: not measured: there is no program",
            FigureText.Judgement(figure));
    }

    [Fact]
    public void A_missed_aim_says_what_to_know_and_where_its_cause_is_written() =>
        Assert.Equal(
            """
            MISSED       < 150 ms     startup, lenetlab --help: 1,200 ms (1,199–1,202, n = 5)
                                      on a cold disk
                                      known cause: page.md#here
            """,
            FigureText.Judgement(Median(1200, Aim.Under(150, "page.md#here")) with { Note = "on a cold disk" }));

    [Fact]
    public void A_reached_aim_needs_no_cause() =>
        Assert.Equal(
            "reached      < 150 ms     startup, lenetlab --help: 120 ms (119–122, n = 5)",
            FigureText.Judgement(Median(120, Aim.Under(150, "page.md#here"))));

    [Fact]
    public void The_file_has_every_figure_with_its_rounds_aim_and_verdict()
    {
        string text = FiguresFile.Text(
            DateTimeOffset.UnixEpoch, Machine, new Timing(5, TimeSpan.FromMilliseconds(150), new ManualClock()),
            [Median(120, Aim.Under(150)), Median(1, null) with { Spread = null }]);
        JsonElement root = JsonDocument.Parse(text).RootElement;
        JsonElement[] figures = [.. root.GetProperty("figures").EnumerateArray()];

        Assert.Equal(256, root.GetProperty("machine").GetProperty("vector_bits").GetInt32());
        Assert.Equal(2, figures.Length);
        Assert.Equal((5, 119.0, 120.0, 122.0), (
            figures[0].GetProperty("n").GetInt32(), figures[0].GetProperty("min").GetDouble(),
            figures[0].GetProperty("median").GetDouble(), figures[0].GetProperty("max").GetDouble()));
        Assert.Equal(("< 150 ms", "reached"), (
            figures[0].GetProperty("aim").GetString(), figures[0].GetProperty("verdict").GetString()));
        Assert.Equal("not_measured", figures[1].GetProperty("verdict").GetString());
    }

    // Pages are rewritten; a line that names a section must go with it.
    [Fact]
    public void Every_known_cause_is_a_section_of_a_page() =>
        Assert.All(KnownCause.All, cause =>
        {
            string[] parts = cause.Split('#');
            IEnumerable<string> anchors = File.ReadLines(Path.Combine(SourceTree.Root(), parts[0]))
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..].ToLowerInvariant().Replace(' ', '-'));
            Assert.Contains(parts[1], anchors);
        });
}
