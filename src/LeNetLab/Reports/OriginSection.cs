using System.Text;
using LeNetLab.Naming;
using LeNetLab.Results;

namespace LeNetLab.Reports;

/// <summary>The report's section about what ran where.</summary>
internal static class OriginSection
{
    public static string Of(IReadOnlyList<DatasetFindings> findings, IReadOnlyList<RunOrigin> origins)
    {
        var text = new StringBuilder("\n## What ran where\n\n");
        foreach (DatasetFindings found in findings)
        {
            string name = Markdown.Code(found.Dataset), sum = Markdown.Code(found.Sha256);
            text.Append($"- Dataset {name}, SHA-256 {sum}{Dates(found)}.\n");
        }

        RunOrigin[] started = [.. origins.Where(origin => origin.Host is not null)];
        foreach (IGrouping<RunOrigin, RunOrigin> group in started
            .GroupBy(origin => origin with { RunId = "", Error = null }))
        {
            text.Append($"- {Counted.Of(group.Count(), "run")}: {Describe(group.Key)}\n");
        }

        if (started.Length == 0)
            text.Append("- No run was started yet.\n");
        text.Append(Failures(findings, origins));
        return text.ToString();
    }

    private static string Dates(DatasetFindings found)
    {
        RunSummary[] runs = [.. found.Variants.SelectMany(variant => variant.Runs)];
        string? first = runs.Select(run => run.StartedAt).OfType<string>().Min(StringComparer.Ordinal);
        string? last = runs.Select(run => run.FinishedAt).OfType<string>().Max(StringComparer.Ordinal);
        return first is null
            ? ""
            : $", trained {ToTheSecond(first)} to {(last is null ? "now" : ToTheSecond(last))} UTC";
    }

    private static string Describe(RunOrigin origin)
    {
        string commit = origin.GitCommit is null ? "at a commit that is not known (outside of a git checkout, or git did not tell)"
            : $"at commit {Markdown.Code(Figures.Short(origin.GitCommit))}"
            + (origin.GitDirty == true ? " **with uncommitted changes**, so the commit alone does not repeat it" : "");
        string vectors = origin.VectorBits > 0 ? $" with {origin.VectorBits}-bit vectors" : "";
        return $"engine {Markdown.Code(origin.Engine)} version {origin.EngineVersion} on "
            + $"{Markdown.Code(origin.Device)}{vectors}; {Prose(origin.Cpu)}; "
            + $"host {Prose(origin.Host)}; {Prose(origin.Os)}; {Prose(origin.Runtime)}; "
            + $"LeNetLab {Prose(origin.ProgramVersion)} {commit}; SQLite {Prose(origin.SqliteVersion)}.";
    }

    private static string Failures(IReadOnlyList<DatasetFindings> findings, IReadOnlyList<RunOrigin> origins)
    {
        Dictionary<string, string?> errors = origins.DistinctBy(origin => origin.RunId)
            .ToDictionary(origin => origin.RunId, origin => origin.Error);
        RunSummary[] failed =
        [
            .. findings.SelectMany(found => found.Variants).SelectMany(variant => variant.Runs)
                .Where(run => run.Status == RunStatus.Failed),
        ];
        return failed.Length == 0 ? "" : "\nRuns that failed:\n\n" + string.Concat(failed.Select(run =>
            $"- {Markdown.Code(run.Variant)}, seed {run.Seed}: {Prose(errors.GetValueOrDefault(run.RunId))}\n"));
    }

    // Times are stored as 2026-03-01T12:00:00.000Z.
    private static string ToTheSecond(string time) => time.Replace('T', ' ')[..Math.Min(19, time.Length)];

    private static string Prose(string? text) => text is null ? Figures.None : Markdown.Prose(text);
}
