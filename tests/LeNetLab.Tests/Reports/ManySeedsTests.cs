using System.Diagnostics;

namespace LeNetLab.Tests.Reports;

/// <summary>Alone, since it is the process's time that is measured: a busy machine takes longer, not more of it.</summary>
[Collection(nameof(ManySeedsTests))]
[CollectionDefinition(nameof(ManySeedsTests), DisableParallelization = true)]
public sealed class ManySeedsTests : IDisposable
{
    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    [Fact]
    public void A_report_of_500_paired_seeds_takes_no_more_than_a_moment()
    {
        results.Sweep(500, labels: true);
        TimeSpan begin = Spent();

        string text = results.ReportText();

        Assert.InRange((Spent() - begin).TotalSeconds, 0, 4);
        Assert.Contains("\n| 500 | 2.90 | 1.10 | 1.22 |\n", text);
        Assert.Contains("sign-flip test, sampled beyond 40 pairs", text);
    }

    private static TimeSpan Spent() => Process.GetCurrentProcess().TotalProcessorTime;
}
