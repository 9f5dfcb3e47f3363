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

        JsonObject[] rows = Rows(ErrorsByVariant.Of(findings, findings.Names)!, "runs");

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

        Chart errors = DatasetCharts.OfErrors(findings, NoEpochs, 8).Errors!;

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
        Assert.Null(LearningCurves.Of(findings, NoEpochs));
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
        new ReportSection("", ErrorsByVariant.Of(Findings(Runs(variants: 1, seeds: 2)), [])).Charts);

    [Fact]
    public void Panels_axes_and_legends_have_the_order_of_the_spec_not_the_alphabets()
    {
        RunSummary[] runs =
        [
            .. Runs(variants: 3, seeds: 1).Select(run => run with
            {
                Variant = Backwards(run.Variant),
                TrainSeconds = 1 + run.TestErrorPct,
            }),
        ];
        DatasetFindings findings = Findings(runs);
        string[] spec = ["z", "y", "x"];
        ILookup<string, LayerRow> layers = (
            from run in runs
            from layer in new[] { "F6", "C1" }
            select new LayerRow
            {
                RunId = run.RunId,
                Epoch = 1,
                Position = layer == "F6" ? 0 : 1,
                Layer = layer,
                Units = 84,
                GradientNorm = 1,
            }).ToLookup(row => row.RunId);
        ILookup<string, RobustnessRow> altered = (
            from run in runs
            from transform in new[] { "rotation", "shift_x" }
            select new RobustnessRow
            {
                RunId = run.RunId,
                Transform = transform,
                Amount = transform == "rotation" ? 15 : 2,
                Images = 10,
                TestErrorPct = 5,
            }).ToLookup(row => row.RunId);
        ILookup<string, EpochRow> epochs = runs.Select(run => Epoch(run.RunId, 1, 4)).ToLookup(epoch => epoch.RunId);
        Chart errors = ErrorsByVariant.Of(findings, findings.Names)!, curves = LearningCurves.Of(findings, epochs)!;
        Chart confusion = ConfusionMatrices.Of(findings, [4, 7], _ => [4, 9])!;
        Chart[] coloured =
        [
            errors, curves, TimeAgainstError.Of(findings)!, LayerCurves.Of(findings, layers)!,
            InvarianceCurves.Of(findings, altered)!,
        ];

        Assert.Equal(spec, Texts(confusion.Specification["facet"]!["sort"]));
        Assert.Equal(spec, Texts(errors.Specification["spec"]!["encoding"]!["y"]!["sort"]));
        Assert.All(coloured, chart => Assert.All(LooksOf(chart), domain => Assert.Equal(spec, domain)));
        Assert.Equal(["F6", "C1"], Texts(coloured[3].Specification["vconcat"]![0]!["facet"]!["column"]!["sort"]));
        Assert.Equal(
            ["shift_x, pixels to the right", "rotation, degrees clockwise"],
            Texts(coloured[4].Specification["facet"]!["sort"]));
        Assert.All(coloured.Append(confusion), chart =>
            Assert.DoesNotContain("\"sort\":null", chart.Specification.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_variant_looks_the_same_in_every_chart_and_legends_name_only_what_is_drawn()
    {
        DatasetFindings findings = Findings(Runs(variants: 12, seeds: 2));
        ILookup<string, EpochRow> epochs = new[] { Epoch("v1-1", 1, 4), Epoch("v3-1", 1, 6) }.ToLookup(epoch => epoch.RunId);

        DatasetCharts charts = DatasetCharts.OfErrors(findings, epochs, 8);

        string[] shown = [.. Enumerable.Range(0, 8).Select(i => $"v{i}")];
        Assert.All(LooksOf(charts.Curves!).Concat(LooksOf(charts.Errors!)), domain => Assert.Equal(shown, domain));
        JsonNode legend = charts.Curves!.Specification["spec"]!["encoding"]!["color"]!["legend"]!;
        Assert.Equal(["v1", "v3"], Texts(legend["values"]));
        JsonObject[] dots = [.. Rows(charts.Errors!, "runs").Where(row => row.ContainsKey("run"))];
        Assert.All(dots, dot => Assert.Equal(
            shown.Contains(dot["variant"]!.GetValue<string>()) ? dot["variant"]!.GetValue<string>() : null,
            dot["look"]?.GetValue<string>()));
        Assert.Contains("The 8 that other charts show", charts.Errors!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_dozen_that_somebody_has_chosen_each_have_a_look()
    {
        DatasetFindings findings = Findings(Runs(variants: 24, seeds: 2));
        ILookup<string, EpochRow> epochs = findings.Variants.SelectMany(variant => variant.Runs)
            .Select(run => Epoch(run.RunId, 1, 4)).ToLookup(epoch => epoch.RunId);

        DatasetCharts charts = DatasetCharts.OfErrors(findings, epochs);

        Assert.All(LooksOf(charts.Curves!), domain => Assert.Equal(findings.Names, domain));
        Assert.Contains(
            "\"shape\"", charts.Curves!.Specification["spec"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 3)]
    [InlineData(40, 1)]
    public void A_legend_has_as_many_columns_as_its_names_leave_room_for(int letters, int columns)
    {
        RunSummary[] runs =
            [.. Runs(variants: 2, seeds: 1).Select(run => run with { Variant = run.Variant.PadRight(letters, 'x') })];
        ILookup<string, EpochRow> epochs = runs.Select(run => Epoch(run.RunId, 1, 4)).ToLookup(epoch => epoch.RunId);

        Chart curves = LearningCurves.Of(Findings(runs), epochs)!;

        JsonNode legend = curves.Specification["spec"]!["encoding"]!["color"]!["legend"]!;
        Assert.Equal(columns, legend["columns"]!.GetValue<int>());
    }

    [Fact]
    public void No_grid_strikes_through_a_number_and_no_axis_stands_beside_an_empty_place()
    {
        JsonObject confusion =
            ConfusionMatrices.Of(Findings(Runs(variants: 5, seeds: 1)), [4, 7], _ => [4, 9])!.Specification;

        Assert.All(["x", "y"], axis =>
        {
            Assert.False(confusion["spec"]!["encoding"]![axis]!["axis"]!["grid"]!.GetValue<bool>());
            Assert.Equal("independent", confusion["resolve"]!["axis"]![axis]!.GetValue<string>());
        });
    }

    [Fact]
    public void Of_more_networks_than_can_be_told_apart_the_best_are_drawn_and_it_is_said()
    {
        GapCurve[] curves =
        [
            .. Enumerable.Range(0, 4).Select(i => new GapCurve(
                $"n{i}", [new GapPoint(1_000, [.. Runs(5, 1).Where(run => run.Variant == $"v{4 - i}")])], 1, null)),
        ];

        Chart chart = GapByTrainingImages.Of(curves, 3)!;

        Assert.Equal(["n1", "n2", "n3"], Rows(chart, "sizes").Select(row => row["network"]!.GetValue<string>()));
        Assert.Contains("the 3 of 4 networks", chart.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("Shown are", GapByTrainingImages.Of(curves, 4)!.Description, StringComparison.Ordinal);
    }

    private static string Backwards(string variant) => $"{(char)('z' - (variant[1] - '0'))}";

    private static string[] Texts(JsonNode? names) => [.. names!.AsArray().Select(name => name!.GetValue<string>())];

    // The names to which colours and shapes are given, of each channel that does.
    private static string[][] LooksOf(Chart chart)
    {
        List<string[]> found = [];
        void Look(JsonNode? node)
        {
            if (node is JsonObject part && part["scale"]?["domain"] is { } domain)
                found.Add(Texts(domain));
            foreach (JsonNode? inner in node is JsonObject object_ ? object_.Select(pair => pair.Value) : node as JsonArray ?? [])
                Look(inner);
        }

        Look(new JsonArray([.. chart.Specification.Where(part => part.Key != "datasets").Select(part => part.Value!.DeepClone())]));
        Assert.True(found.Count >= 2, "Both colour and shape give a variant its look.");
        return [.. found];
    }

    private static ILookup<string, EpochRow> NoEpochs => Array.Empty<EpochRow>().ToLookup(epoch => epoch.RunId);

    private static JsonObject[] Rows(Chart chart, string dataset)
    {
        Assert.Equal(chart.Description, chart.Specification["description"]!.GetValue<string>());
        return [.. chart.Specification["datasets"]![dataset]!.AsArray().Select(row => row!.AsObject())];
    }

    private static bool Is<T>(JsonObject row, string field, T value) =>
        row[field] is { } node && node.GetValue<T>()!.Equals(value);

    private static DatasetFindings Findings(RunSummary[] runs)
    {
        return new DatasetFindings(
            "mnist", "aa", [.. runs.GroupBy(run => run.Variant).Select(group => VariantSummary.Of([.. group], NoEpochs))],
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
