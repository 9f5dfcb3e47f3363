using LeNetLab.Reports.Html;

namespace LeNetLab.Tests.Cli;

public sealed class ReportFilesTests : IDisposable
{
    private readonly Lab lab = new();

    private string Charts => Path.Combine(lab.Results, "tiny", "charts");

    public void Dispose() => lab.Dispose();

    // Ctrl-C reaches Node as well: it ends, and the report is written without its charts.
    [Fact]
    public void Charts_that_could_not_be_drawn_are_drawn_by_the_same_command_and_else_nothing_is_written_again()
    {
        Assert.SkipWhen(PageAssets.Text("render.mjs") is null, "This build has no pages: npm was not there.");
        lab.Run("run", "tiny");
        string[] drawn = [.. Directory.GetFiles(Charts).Order()];
        Assert.NotEmpty(drawn);
        Directory.Delete(Charts, recursive: true);

        Assert.Equal(0, lab.Run("run", "tiny").Code);
        Assert.Equal(drawn, Directory.GetFiles(Charts).Order());

        string report = Path.Combine(lab.Results, "tiny", "report.html");
        DateTime written = File.GetLastWriteTimeUtc(report);
        Assert.Equal(0, lab.Run("run", "tiny").Code);
        Assert.Equal(written, File.GetLastWriteTimeUtc(report));
    }
}
