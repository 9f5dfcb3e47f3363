using System.Globalization;

namespace LeNetLab.Tests.Cli;

/// <summary>
/// The smoke experiment as it is shipped: on MNIST where <c>LENETLAB_DATA</c> has it, else on the built-in digits.
/// </summary>
public sealed class RealDigitsTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Smoke_learns_digits_and_says_on_which()
    {
        string? data = Environment.GetEnvironmentVariable("LENETLAB_DATA");
        string spec = Path.Combine(Specs.ShippedExperimentsTests.Folder(), "smoke.yaml");
        string[] given = data is { Length: > 0 } ? ["--data", Path.GetFullPath(data)] : ["--set", "dataset=strokes"];

        Answer run = lab.Run(["run", spec, .. given]);

        Assert.True(run.Code == 0, run.Out + run.Error);
        string[] rows = lab.Run(
            "query", "select dataset, test_error_pct from run_summary where status = 'done'", "--format", "csv")
            .Out.Trim().Split('\n')[1..];
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row =>
        {
            Assert.StartsWith(data is { Length: > 0 } ? "mnist," : "strokes,", row, StringComparison.Ordinal);
            Assert.InRange(double.Parse(row.Split(',')[1], CultureInfo.InvariantCulture), 2, 25);
        });
    }
}
