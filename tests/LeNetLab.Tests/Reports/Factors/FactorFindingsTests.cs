using LeNetLab.Reports;
using LeNetLab.Reports.Factors;
using LeNetLab.Results;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Reports.Factors;

public sealed class FactorFindingsTests : IDisposable
{
    private static readonly string[] Variants =
    [
        .. from activation in new[] { "sigmoid", "tanh" }
           from pooling in new[] { "average", "max", "subsampling" }
           from c3 in new[] { "full", "partial" }
           select $"activation={activation}, pooling={pooling}, c3={c3}",
    ];

    private readonly ReportedResults results = new();

    public void Dispose() => results.Dispose();

    /// <summary>Tanh is better than sigmoid, and more so with sub-sampling; C3 does not matter.</summary>
    private ExperimentReport Report(int seeds, string? diverging = null, long ofSeed = 0)
    {
        PlannedRun[] runs =
        [
            .. Variants.SelectMany(variant =>
                Enumerable.Range(1, seeds).Select(seed => SyntheticResults.Plan(variant, seed))),
        ];
        results.Declare("sweep", runs, ReportedResults.Question, run =>
        {
            (string variant, long seed) = (run.Spec.Variant, run.Spec.Seed);
            bool sigmoid = variant.Contains("sigmoid"), sampled = variant.Contains("subsampling");
            double chance = 0.05 * ((seed * (variant.Length + 3)) % 7);
            return variant == diverging && seed == ofSeed
                ? SyntheticResults.Diverged()
                : SyntheticResults.Trained(
                    sigmoid ? 1.5 : 0.2, 1 + chance + (sigmoid ? 1 : 0) + (sigmoid && sampled ? 2 : 0));
        });
        return results.Report();
    }

    [Fact]
    public void A_crossed_sweep_reads_as_kept()
    {
        ExperimentReport report = Report(seeds: 9);

        Golden.Matches($"{Answer.Of(report.Findings[0])}\n{Section(report)}", "factors");
    }

    [Fact]
    public void What_was_made_to_matter_is_shown_and_nothing_else()
    {
        FactorFindings found = Assert.Single(Report(seeds: 9).Findings[0].Factors);

        Assert.Equal(
            ["`activation`", "`pooling`", "`activation` × `pooling`"],
            found.Effects.Where(effect => effect.IsShown).Select(FactorSection.Name));
        Assert.Equal(
            1, found.Effects.Sum(effect => effect.Share) + found.ShareOfHigher + found.ShareOfSeeds + found.ShareOfRest, 1e-9);
    }

    [Fact]
    public void A_seed_that_lacks_a_combination_does_not_count()
    {
        ExperimentReport report = Report(seeds: 9, Variants[3], ofSeed: 4);

        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9], report.Findings[0].Factors[0].Seeds);
        Assert.Contains("over the 8 of 9 seeds of which every combination is done", Section(report));
    }

    [Fact]
    public void Without_a_whole_seed_there_is_nothing()
    {
        ExperimentReport report = Report(seeds: 1, Variants[0], ofSeed: 1);

        Assert.Empty(report.Findings[0].Factors);
        Assert.DoesNotContain("## Factors", report.Sections().ToMarkdown());
    }

    [Theory]
    [InlineData(3, "With 3 seeds it cannot go below 1.000; 8 seeds would leave room.")]
    [InlineData(6, "With 6 seeds it cannot go below 0.188; 8 seeds would leave room.")]
    public void It_says_so_where_seeds_are_too_few(int seeds, string room)
    {
        ExperimentReport report = Report(seeds);
        string section = Section(report);

        Assert.DoesNotContain("| shown |", section);
        Assert.Contains("| no claim |", section);
        Assert.DoesNotContain("not distinguishable", section);
        Assert.Contains(room, section);
        Assert.DoesNotContain("combinations", Answer.Of(report.Findings[0]));
    }

    private static string Section(ExperimentReport report) => FactorSection.Of(report.Findings[0].Factors, "");
}
