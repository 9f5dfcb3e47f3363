using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Reports;

/// <summary>The report's sections about what was measured beside errors.</summary>
public sealed class MeasuredSectionsTests
{
    [Fact]
    public void Layers_are_told_at_the_first_and_the_last_epoch_and_runs_without_any_are_left_out()
    {
        DatasetFindings findings = Findings(Run("a", 1), Run("a", 2), Run("b", 1));
        LayerRow[] rows =
        [
            .. Layers("a1", 1, bottom: 1, top: 4, saturated: 0.25),
            .. Layers("a1", 3, bottom: 3, top: 4, saturated: 0.5),
            .. Layers("a2", 1, bottom: 3, top: 4, saturated: 0.75),
            .. Layers("a2", 3, bottom: 3, top: 4, saturated: 0.5),
        ];

        string text = LayerSection.Of(findings, rows, " on `strokes`");

        Assert.Contains("## Layers on `strokes`", text, StringComparison.Ordinal);
        Assert.Contains(
            "| `a` | 2 | 0.5 | 0.75 | 0.1 | 0.1 | 50.0 | 50.0 | 0.0 | 0.0 | 3 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("`b`", text, StringComparison.Ordinal);
        Assert.Equal("", LayerSection.Of(findings, [], ""));
    }

    [Fact]
    public void A_median_beyond_the_last_epoch_says_no_more_than_that()
    {
        DatasetFindings findings = Findings(Run("a", 1), Run("a", 2), Run("a", 3), Run("b", 1));
        AccuracyRow[] rows =
        [
            new() { RunId = "a1", Epochs = 8, To90Pct = 1, To95Pct = 2, To98Pct = 5 },
            new() { RunId = "a2", Epochs = 8, To90Pct = 2, To95Pct = 4 },
            new() { RunId = "a3", Epochs = 8, To90Pct = 9 },
        ];

        string text = AccuracySection.Of(findings, rows, "");

        Assert.Contains("| `a` | 3 | 2 (3) | 4 (2) | > 8 (1) | > 8 (0) |", text, StringComparison.Ordinal);
        Assert.Contains("| `b` | 0 | – | – | – | – |", text, StringComparison.Ordinal);
        Assert.Equal("", AccuracySection.Of(findings, [], ""));
    }

    [Theory]
    [InlineData("a median of \"> 5\" says no more", 5, 5)]
    [InlineData("a median of \"> 5\" or \"> 20\" says no more", 5, 20)]
    public void What_a_median_beyond_the_last_epoch_means_is_said_of_those_in_the_table(string said, int a, int b)
    {
        AccuracyRow[] rows = [new() { RunId = "a1", Epochs = a, To90Pct = 1 }, new() { RunId = "b1", Epochs = b }];

        string text = AccuracySection.Of(Findings(Run("a", 1), Run("b", 1)), rows, "");

        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_every_median_is_an_epoch_nothing_is_said_of_later_ones()
    {
        AccuracyRow[] rows =
            [new() { RunId = "a1", Epochs = 8, To90Pct = 1, To95Pct = 1, To98Pct = 2, To99Pct = 3 }];

        string text = AccuracySection.Of(Findings(Run("a", 1)), rows, "");

        Assert.DoesNotContain("> ", text.Split("\n\n")[^1], StringComparison.Ordinal);
        Assert.Contains("came to it at all. It is told after the fact", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_on_altered_images_stand_beside_those_on_images_as_they_are()
    {
        DatasetFindings findings = Findings(Run("a", 1), Run("a", 2), Run("b", 1));
        RobustnessRow[] rows =
        [
            Altered("a1", "none", 0, 1), Altered("a2", "none", 0, 2), Altered("a1", "scale", 0.5, 30),
            Altered("a2", "scale", 0.5, 40), Altered("b1", "noise", 0.1, 7),
        ];

        string text = RobustnessSection.Of(findings, rows, "");

        Assert.Contains("(1 to 2 each), on the first 2,000 test images", text, StringComparison.Ordinal);
        Assert.Contains(
            "| Variant | 0.5 | 0.625 | 0.75 | 0.875 | 1 | 1.125 | 1.25 | 1.375 | 1.5 |", text,
            StringComparison.Ordinal);
        Assert.Contains("| `a` | 35.00 | – | – | – | 1.50 |", text, StringComparison.Ordinal);
        Assert.Contains("| `b` | – | 7.00 | – | – | – |", text, StringComparison.Ordinal);
        Assert.Equal("", RobustnessSection.Of(findings, [Altered("other", "none", 0, 1)], ""));
    }

    [Fact]
    public void The_gap_is_fitted_for_each_network_over_the_sizes_that_it_was_trained_on()
    {
        int[] sizes = [1000, 10_000, 60_000];
        var settings = new List<(string, IReadOnlyList<Setting>)>();
        var runs = new List<RunSummary>();
        foreach ((string preset, double alpha) in new[] { ("lenet5", 0.5), ("lenet5-wide", 0.75) })
        {
            foreach (int size in sizes)
            {
                string variant = $"{preset}, {size}";
                settings.Add((variant,
                [
                    new("model.preset", preset), new("training.train_images", $"{size}"),
                    new("training.epochs", size < 5000 ? "60" : "20"),
                ]));
                double gap = 100 * Math.Pow(size, -alpha);
                runs.AddRange(new[] { 1, 2 }.Select(seed => Run(variant, seed) with
                {
                    TrainImages = size,
                    TestErrorPct = gap + 0.5,
                    TrainErrorPct = 0.5,
                    GapPct = gap,
                }));
            }
        }

        DatasetFindings findings = Findings([.. runs]);
        findings = findings with { Gaps = GapCurve.Of(findings.Variants, settings) };
        string text = GapSection.Of(findings.Gaps, "");

        Assert.Contains(
            "- `preset=lenet5`: α = 0.50, 95 % interval 0.50 to 0.50, over 2 seeds.", text, StringComparison.Ordinal);
        Assert.Contains("- `preset=lenet5-wide`: α = 0.75,", text, StringComparison.Ordinal);
        Assert.Contains(
            "| `preset=lenet5` | 10,000 | 2 | 0.50 ± 0.00 | 1.50 ± 0.00 | 1.00 ± 0.00 | 1.00 |", text,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The gap falls as P^−α with the number P of training images: α = 0.50 (0.50 to 0.50) with `preset=lenet5`, "
            + "α = 0.75 (0.75 to 0.75) with `preset=lenet5-wide`. ", Answer.Of(findings), StringComparison.Ordinal);
        Assert.Equal("", GapSection.Of(GapCurve.Of(Findings([.. runs.Take(4)]).Variants, settings), ""));
    }

    private static DatasetFindings Findings(params RunSummary[] runs) => DatasetFindings.Of(runs, [])[0];

    private static RunSummary Run(string variant, int seed) => new()
    {
        RunId = $"{variant}{seed}",
        Experiment = "sweep",
        Variant = variant,
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
        TrainErrorPct = 0.1,
        TestErrorPct = 1,
        GapPct = 0.9,
    };

    private static RobustnessRow Altered(string run, string transform, double amount, double error) => new()
    {
        RunId = run,
        Transform = transform,
        Amount = amount,
        Images = 2000,
        TestErrorPct = error,
    };

    private static LayerRow[] Layers(string run, int epoch, double bottom, double top, double saturated) =>
    [
        Layer(run, epoch, 1, "C1") with
        {
            GradientNorm = bottom,
            UpdateWeightRatio = 0.1,
            SaturatedFraction = saturated,
            DeadUnits = 1,
        },
        Layer(run, epoch, 2, "F6") with
        {
            GradientNorm = top,
            UpdateWeightRatio = 0.3,
            SaturatedFraction = 0,
            DeadUnits = 2,
        },
        Layer(run, epoch, 3, "output") with { GradientNorm = 100, UpdateWeightRatio = 0.5 },
    ];

    private static LayerRow Layer(string run, int epoch, int position, string layer) => new()
    {
        RunId = run,
        Epoch = epoch,
        Position = position,
        Layer = layer,
        Units = 6,
    };
}
