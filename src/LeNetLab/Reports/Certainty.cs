using LeNetLab.Naming;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>How sure the answer is, beside the answer: what other seeds would give.</summary>
internal static class Certainty
{
    private const int MostNamed = 4;

    /// <summary>As Markdown; empty where no interval can be given.</summary>
    public static string Of(DatasetFindings findings)
    {
        IEnumerable<string> groups = findings.Family.Groups.Select(Of).Where(text => text.Length > 0);
        string text = string.Join("; ", groups);
        string[] others =
        [
            .. findings.GapFamily.All.Any() ? new[] { "a gap" } : [],
            .. findings.Factors.Count > 0 ? new[] { "a factor" } : [],
        ];
        return text.Length == 0 ? ""
            : $"How sure that is: {text}. Where nothing differed, at most one in twenty such experiments would claim that "
            + $"a test error does{string.Concat(others.Select(other => $", and one in twenty that {other} does"))}.";
    }

    private static string Of(ComparisonGroup group)
    {
        (string Name, Interval Interval, int Pairs)[] known =
        [
            .. group.WithReference
                .Select(comparison => (
                    Markdown.Code(comparison.B.Variant), Interval: comparison.Differences.SignFlip(), comparison.Pairs))
                .Where(found => found.Interval is not null)
                .Select(found => (found.Item1, found.Interval!.Value, found.Pairs)),
        ];
        if (known.Length == 0)
            return "";
        string rest = known.Length > MostNamed ? $", and {known.Length - MostNamed} more in the table below" : "";
        IEnumerable<string> named = known.Take(MostNamed).Select(found =>
            $"{found.Name} {Figures.Between(found.Interval)} ({Counted.Of(found.Pairs, "seed")})");
        return "the 95 % interval, each for itself, of the mean test error less that of "
            + $"{Markdown.Code(group.Reference!.Variant)} is, in points, for {string.Join(", ", named)}{rest}";
    }
}
