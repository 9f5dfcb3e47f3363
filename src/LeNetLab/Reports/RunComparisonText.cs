using System.Text;
using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>A comparison as Markdown, which reads well in a terminal too.</summary>
public static class RunComparisonText
{
    /// <summary>The comparison as text.</summary>
    public static string Render(RunComparison comparison)
    {
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
        text.Append(Markdown.Table(["", "A", "B", "B − A"],
        [
            ["Runs done", DoneOf(comparison.A), DoneOf(comparison.B), ""],
            .. comparison.Figures.Select(Row),
        ]));
        text.Append(SameWeights(comparison));
        text.Append("\n## Test error by seed, %\n\n").Append(Pairs(comparison.Differences));
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

    private static string DoneOf(ComparisonSide side) =>
        $"{side.Runs.Count(run => run.Status == RunStatus.Done)} of {side.Runs.Count}";

    private static string SameWeights(RunComparison comparison) =>
        comparison is { A.Runs: [{ WeightsSha256: string a }], B.Runs: [{ WeightsSha256: string b }] } && a == b
            ? "\nThe final weights are the same to the last bit.\n"
            : "";

    private static string Pairs(PairedDifferences differences)
    {
        if (differences.Pairs.Count == 0)
            return "The two have no seed in common that is done, so nothing can be paired.\n";
        string table = Markdown.Table(["Seed", "A", "B", "B − A"],
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
        return $"{table}\n{Verdict(differences)}\n";
    }

    private static string Verdict(PairedDifferences differences)
    {
        int n = differences.Pairs.Count;
        double p = differences.P!.Value;
        if (n < PairedDifferences.FewestPairs)
        {
            return $"No claim of significance can be made with {Figures.Count(n, "seed")}: a two-sided exact test "
                + $"over n pairs cannot go below 2^(1−n), here {SignFlipTest.SmallestP(n)}.";
        }

        string test = $"{(differences.IsExact ? "exact" : "sampled")} paired sign-flip test, n = {n}, "
            + Figures.PEquals(p);
        return p > PairedDifferences.Significance
            ? $"Not distinguishable with these seeds ({test})."
            : $"{(differences.Mean < 0 ? "B" : "A")} has the lower test error ({test}).";
    }

    private static string Show(string? value) => string.IsNullOrEmpty(value) ? Figures.None : Markdown.Code(value);
}
