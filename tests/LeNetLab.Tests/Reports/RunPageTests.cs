using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports;

public sealed class RunPageTests
{
    [Theory]
    [InlineData("run-done", 1)]
    [InlineData("run-diverged", 2)]
    [InlineData("run-failed", 3)]
    [InlineData("run-pending", 4)]
    public void All_of_a_run_is_on_its_page(string golden, int seed)
    {
        PlannedRun[] runs = [.. Enumerable.Range(1, 4).Select(number => SyntheticResults.Plan("a|b", number))];
        using ReportedResults results = new ReportedResults().Declare("sweep", runs, "Which?", run => run.Spec.Seed switch
        {
            1 => SyntheticResults.Trained(0.25, 1.125),
            2 => SyntheticResults.Diverged(),
            _ => null,
        }, finished: 3);
        using ResultsReader reader = ResultsReader.Open(results.Path);

        string page = RunPage.Render(reader, runs[seed - 1].RunId);

        Golden.Matches(page, golden);
        Assert.All(page.Split('\n').Take(8), line => Assert.InRange(line.Length, 0, 80));
    }
}
