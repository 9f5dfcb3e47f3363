using System.Text;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>A comparison as Markdown, which reads well in a terminal of 80 columns too.</summary>
public static class RunComparisonText
{
    private const int Columns = 80;

    /// <summary>The comparison as text.</summary>
    public static string Render(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var text = new StringBuilder();
        text.Append($"A: {Markdown.Code(comparison.A.Name)}\nB: {Markdown.Code(comparison.B.Name)}\n");
        text.Append("\n## Settings that differ\n\n");
        text.Append(comparison.Settings.Count == 0
            ? "None.\n"
            : Markdown.TextTable(["Setting", "A", "B"], comparison.Settings.Select(setting => new[]
            {
                Markdown.Code(setting.Path), Show(setting.A), Show(setting.B),
            })));
        text.Append("\n## Results\n\n");
        text.Append(Markdown.Table(["Result", "A", "B", "B − A"],
        [
            ["Runs done", DoneOf(comparison.A), DoneOf(comparison.B), ""],
            .. comparison.Figures.Select(Row),
        ]));
        text.Append(SameWeights(comparison));
        text.Append("\n## Test error by seed, %\n\n").Append(Pairs(comparison.Differences));
        if (comparison.Differences.Pairs.Count > 0)
            text.Append("\n## The difference, B − A\n\n").Append(Differences(comparison));
        if (comparison.Images is { } images)
            text.Append("\n## On the test images\n\n").Append(OnImages(images));
        if (VerdictText.Of(comparison) is { Length: > 0 } verdict)
            text.Append("\n## Verdict\n\n").Append(Wrapped(verdict));
        return text.ToString();
    }

    private static string[] Row(ComparedFigure figure) =>
    [
        figure.Name, Show(figure.A, figure.Format), Show(figure.B, figure.Format),
        Figures.Points(figure.B?.Mean - figure.A?.Mean, figure.Format),
    ];

    // What all runs share, such as the number of parameters, has no spread worth a word.
    private static string Show(Sample? sample, string format) => sample is not null && sample.Min == sample.Max
        ? Figures.Plain(sample.Mean, format)
        : Figures.MeanAndSpread(sample, format);

    private static string DoneOf(ComparisonSide side)
    {
        (RunStatus Status, string Name)[] others =
            [(RunStatus.Diverged, "diverged"), (RunStatus.Failed, "failed")];
        string[] ends =
        [
            .. others.Select(other => (other.Name, Count: side.Runs.Count(run => run.Status == other.Status)))
                .Where(other => other.Count > 0).Select(other => $"{other.Count} {other.Name}"),
        ];
        return $"{side.Runs.Count(run => run.Status == RunStatus.Done)} of {side.Runs.Count}"
            + (ends.Length > 0 ? $", {string.Join(", ", ends)}" : "");
    }

    private static string SameWeights(RunComparison comparison) =>
        comparison is { A.Runs: [{ WeightsSha256: string a }], B.Runs: [{ WeightsSha256: string b }] } && a == b
            ? "\nThe final weights are the same to the last bit.\n"
            : "";

    private static string Pairs(PairedDifferences differences) => differences.Pairs.Count == 0
        ? "The two have no seed in common that is done, so nothing can be paired.\n"
        : Markdown.Table(["Seed", "A", "B", "B − A"],
        [
            .. differences.Pairs.Select(pair => new[]
            {
                $"{pair.Seed}", Figures.Error(pair.A), Figures.Error(pair.B), Figures.Points(pair.B - pair.A, "0.00"),
            }),
            [
                "mean", Figures.Error(differences.Pairs.Average(pair => pair.A)),
                Figures.Error(differences.Pairs.Average(pair => pair.B)), Figures.Points(differences.Mean),
            ],
        ]);

    private static string Differences(RunComparison comparison)
    {
        PairedDifferences differences = comparison.Differences;
        Improvement? improvement = Improvement.Of(differences);
        string test = differences.IsExact ? "exact" : "sampled";
        List<string[]> rows =
        [
            ["Seeds that both have done", differences.IsFixed ? "1: they change neither"
                : $"{differences.Pairs.Count}{Unpaired(comparison)}"],
            ["Mean ± SD, points", Figures.DifferenceAndSpread(differences.Summary)],
            ["95 % interval of the mean", Figures.Between(differences.SignFlip())],
            ["BCa bootstrap interval", Figures.Between(differences.Bca())],
            ["P(A better), any two seeds", Figures.Probability(improvement?.Share, improvement?.Interval)],
            ["d_z, mean in SDs", Figures.Effect(EffectSize.PairedDz(differences.Values))],
            ["Cliff's δ, positive: A better", Figures.Effect(improvement?.CliffsDelta)],
            comparison.OnImages is { } pair ? ["p, McNemar's exact test", Figures.P(pair.P)]
                : differences.IsFixed ? ["p", Figures.None]
                : [$"p, {test} sign-flip test", Figures.P(differences.P!.Value)],
        ];
        if (comparison.Declared is { } declared)
            rows.Add([$"p, Holm over {Counted.Of(comparison.Family!.Size, "comparison")}", Figures.P(declared.AdjustedP)]);
        return Markdown.Table(["Measure", "B − A"], rows);
    }

    private static string Unpaired(RunComparison comparison)
    {
        int seeds = comparison.A.Runs.Concat(comparison.B.Runs).Select(run => run.Seed).Distinct().Count();
        return seeds == comparison.Differences.Pairs.Count ? "" : $" of {seeds}";
    }

    private static string OnImages(ImageComparison images) =>
        Markdown.Table(["Networks of seed", "Only A wrong", "Only B wrong", "McNemar's exact p"],
        [
            .. images.Networks.Select(pair => new[]
            {
                pair.SeedA == pair.SeedB ? $"{pair.SeedA}" : $"{pair.SeedA} and {pair.SeedB}",
                $"{pair.OnlyA}", $"{pair.OnlyB}", Figures.P(pair.P),
            }),
        ])
        + (images.OverSeedsAndImages is { } interval
            ? "\n" + Wrapped($"Over other seeds and other images, by a two-level bootstrap: {Figures.Between(interval)} "
                + "points.")
            : "");

    private static string Wrapped(string text)
    {
        var wrapped = new StringBuilder();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            bool fits = column == 0 || column + 1 + word.Length <= Columns;
            wrapped.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = column == 0 || !fits ? word.Length : column + 1 + word.Length;
        }

        return wrapped.Append('\n').ToString();
    }

    private static string Show(string? value) => string.IsNullOrEmpty(value) ? Figures.None : Markdown.Code(value);
}
