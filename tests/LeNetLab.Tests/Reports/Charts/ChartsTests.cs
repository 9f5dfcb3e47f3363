using System.Text.Json.Nodes;
using LeNetLab.Reports;
using LeNetLab.Reports.Charts;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Reports.Charts;

/// <summary>What charts are drawn of: each figure once, with its run, and no more than can be told apart.</summary>
public sealed class ChartsTests
{
    [Fact]
    public void Errors_show_every_seed_with_its_run_and_the_means_with_their_intervals()
    {
        DatasetFindings findings = Findings(Runs(variants: 2, seeds: 4));

        JsonObject[] rows = Rows(ErrorsByVariant.Of(findings)!, "runs");

        JsonObject[] dots = [.. rows.Where(row => row.ContainsKey("run"))];
        Assert.Equal(2 * 4 * 3, dots.Length);
        Assert.Contains(dots, row => Is(row, "run", "v1-3") && Is(row, "figure", "Test error") && Is(row, "percent", 1.3));
        JsonObject mean = rows.Single(row => row.ContainsKey("mean") && Is(row, "variant", "v1") && Is(row, "figure", "Gap"));
        Interval interval = MeanInterval.Of(Sample.Of([1.05, 1.15, 1.25, 1.35]))!.Value;
        Assert.Equal(1.2, mean["mean"]!.GetValue<double>(), 1e-9);
        Assert.Equal(interval.Low, mean["low"]!.GetValue<double>(), 1e-9);
        Assert.Equal(interval.High, mean["high"]!.GetValue<double>(), 1e-9);
    }

    [Fact]
    public void Of_sixty_variants_with_five_hundred_seeds_only_means_are_drawn_and_curves_of_the_best_eight()
    {
        DatasetFindings findings = Findings(Runs(variants: 60, seeds: 500));
        IReadOnlyList<VariantSummary> shown = ShownVariants.Of(findings, 8);

        Chart errors = ErrorsByVariant.Of(findings)!;

        Assert.Equal(60 * 3, Rows(errors, "runs").Length);
        Assert.DoesNotContain("a dot", errors.Description, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"v{i}"), shown.Select(variant => variant.Variant));
        Assert.Contains("the 8 of 60 variants", ShownVariants.Note(shown.Count, 60), StringComparison.Ordinal);
        Assert.Equal("", ShownVariants.Note(60, 60));
    }

    [Fact]
    public void Curves_have_the_mean_and_range_over_the_seeds_and_each_seed()
    {
        DatasetFindings findings = Findings(Runs(variants: 1, seeds: 2));
        ILookup<string, EpochRow> epochs = new[] { Epoch("v0-1", 1, 4), Epoch("v0-2", 1, 6), Epoch("v0-1", 2, 3) }
            .ToLookup(epoch => epoch.RunId);

        JsonObject[] rows =
            [.. Rows(LearningCurves.Of(findings, epochs)!, "epochs").Where(row => Is(row, "set", "Test error"))];

        JsonObject first = rows.Single(row => row.ContainsKey("mean") && Is(row, "epoch", 1));
        Assert.Equal(
            (5, 4, 6, 2),
            (first["mean"]!.GetValue<double>(), first["lowest"]!.GetValue<double>(), first["highest"]!.GetValue<double>(),
             first["seeds"]!.GetValue<int>()));
        Assert.Equal(3, rows.Count(row => row.ContainsKey("error")));
        Assert.Null(LearningCurves.Of(findings, Array.Empty<EpochRow>().ToLookup(epoch => epoch.RunId)));
    }

    [Fact]
    public void Confusion_is_the_mean_count_over_the_runs()
    {
        DatasetFindings findings = Findings(Runs(variants: 1, seeds: 2));
        byte[] labels = [4, 4, 7];

        JsonObject[] rows = Rows(
            ConfusionMatrices.Of(findings, labels, run => run == "v0-1" ? [4, 9, 7] : [9, 9, 7])!, "counts");

        Assert.Equal(100, rows.Length);
        double Images(int right, int said) =>
            rows.Single(row => Is(row, "true", right) && Is(row, "said", said))["images"]!.GetValue<double>();
        Assert.Equal((1.5, 0.5, 1, 0), (Images(4, 9), Images(4, 4), Images(7, 7), Images(9, 4)));
        Assert.Null(ConfusionMatrices.Of(findings, null, _ => null));
        Assert.Null(ConfusionMatrices.Of(findings, labels, _ => null));
        Assert.Null(ConfusionMatrices.Of(findings, labels, _ => [4, 200, 7]));
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(10, 12, false)]
    [InlineData(10, 13, true)]
    public void Time_is_drawn_where_it_differs(double first, double second, bool drawn)
    {
        RunSummary[] runs =
            [.. Runs(variants: 2, seeds: 2).Select(run => run with { TrainSeconds = run.Variant == "v0" ? first : second })];

        Assert.Equal(drawn, TimeAgainstError.Of(Findings(runs)) is not null);
    }

    [Fact]
    public void What_has_no_text_has_no_charts() => Assert.Empty(
        new ReportSection("", ErrorsByVariant.Of(Findings(Runs(variants: 1, seeds: 2)))).Charts);

    private static JsonObject[] Rows(Chart chart, string dataset)
    {
        Assert.Equal(chart.Description, chart.Specification["description"]!.GetValue<string>());
        return [.. chart.Specification["datasets"]![dataset]!.AsArray().Select(row => row!.AsObject())];
    }

    private static bool Is<T>(JsonObject row, string field, T value) =>
        row[field] is { } node && node.GetValue<T>()!.Equals(value);

    private static DatasetFindings Findings(RunSummary[] runs)
    {
        ILookup<string, EpochRow> none = Array.Empty<EpochRow>().ToLookup(epoch => epoch.RunId);
        return new DatasetFindings(
            "mnist", "aa", [.. runs.GroupBy(run => run.Variant).Select(group => VariantSummary.Of([.. group], none))],
            new ComparisonFamily([], []));
    }

    // Test error: the variant's number plus a tenth of the seed; the gap 0.05 less.
    private static RunSummary[] Runs(int variants, int seeds) =>
    [
        .. from variant in Enumerable.Range(0, variants)
           from seed in Enumerable.Range(1, seeds)
           select new RunSummary
           {
               RunId = $"v{variant}-{seed}",
               Experiment = "sweep",
               Variant = $"v{variant}",
               Activation = "tanh",
               C3 = "full",
               Pooling = "average",
               Width = "lenet5",
               Engine = "simd",
               Device = "cpu",
               Dataset = "mnist",
               DatasetSha256 = "aa",
               TrainImages = 60_000,
               Seed = seed,
               Status = RunStatus.Done,
               Epochs = 3,
               Parameters = 61_706,
               TrainErrorPct = 0.05,
               TestErrorPct = Math.Round(variant + (0.1 * seed), 1),
               GapPct = variant + (0.1 * seed) - 0.05,
           },
    ];

    private static EpochRow Epoch(string run, int epoch, double error) => new()
    {
        RunId = run,
        Epoch = epoch,
        TestErrorPct = error,
    };
}
