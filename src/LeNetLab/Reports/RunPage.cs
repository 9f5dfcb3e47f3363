using System.Text;
using LeNetLab.Reports.Charts;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Reports;

/// <summary>All that is recorded of one run, as Markdown that reads well in a terminal too.</summary>
public static class RunPage
{
    // Beside its name and its two ends, a curve still fits in 80 columns.
    private const int CurveWidth = 48;

    /// <summary>The run as text.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="runId">Its whole id.</param>
    public static string Render(ResultsReader reader, string runId)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RecordedRun run = reader.RecordOf(runId);
        IReadOnlyList<EpochRow> epochs = reader.RunEpochs(runId);
        return $"{Head(reader, run)}\n## Learning\n\n{Curves(epochs)}{Table(epochs)}{About(reader, run)}";
    }

    /// <summary>The same in parts, with charts in place of what a terminal can draw.</summary>
    /// <param name="reader">The results.</param>
    /// <param name="runId">Its whole id.</param>
    public static IReadOnlyList<ReportSection> Sections(ResultsReader reader, string runId)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RecordedRun run = reader.RecordOf(runId);
        IReadOnlyList<EpochRow> epochs = reader.RunEpochs(runId);
        DatasetFindings? findings = DatasetFindings.Of([reader.Run(runId)], epochs) is [var only] ? only : null;
        return
        [
            new ReportSection(Head(reader, run)),
            new ReportSection(
                "\n## Learning\n\n" + (epochs.Count == 0 ? "No epoch is recorded yet.\n" : Table(epochs)),
                findings is null ? null : LearningCurves.Of(findings, epochs.ToLookup(epoch => epoch.RunId)),
                findings is null ? null : LayerCurves.Of(findings, reader.RunLayers(runId).ToLookup(row => row.RunId))),
            new ReportSection(About(reader, run)),
        ];
    }

    private static string Head(ResultsReader reader, RecordedRun run)
    {
        string head = $"Run {Markdown.Code(run.RunId)}: {Name(run)}, {run.Status.ToString().ToLowerInvariant()}\n"
            + Beginning(run);
        return reader.Origin(run.RunId).Error is { } error ? $"{head}\n{Markdown.Block("", error)}" : head;
    }

    private static string Beginning(RecordedRun run) => run.ContinuedFrom is not { } shorter ? ""
        : "\nIts first " + (run.ContinuedAfter == 1
            ? "epoch, with its seconds, is that"
            : $"{run.ContinuedAfter} epochs, with their seconds, are those")
        + $" of run {Markdown.Code(shorter)}:\n"
        + "it went on from that run's end, to the same bits as from its own beginning.\n";

    private static string About(ResultsReader reader, RecordedRun run) =>
        $"\n## Settings\n\n{Settings(reader.SettingsInEffect(run.RunId))}"
        + $"\n## Origin\n\n{Origin(run, reader.Origin(run.RunId))}";

    private static string Name(RecordedRun run)
    {
        string name = run.Variant is null ? $"seed {run.Seed}" : $"{Markdown.Code(run.Variant)}, seed {run.Seed}";
        string last = run.FormerExperiment is { } former ? $" any longer, last of {former}" : "";
        return $"{name}, of {run.Experiments ?? $"no experiment{last}"}";
    }

    /// <summary>A line for each error: where it began, how it went, where it is.</summary>
    private static string Curves(IReadOnlyList<EpochRow> epochs)
    {
        if (epochs.Count == 0)
            return "No epoch is recorded yet.\n";
        (string Name, Func<EpochRow, double?> Of)[] curves =
        [
            ("train error %", row => row.TrainErrorPct), ("test error %", row => row.TestErrorPct),
            ("gap %", row => row.GapPct),
        ];
        var text = new StringBuilder();
        foreach ((string name, Func<EpochRow, double?> of) in curves)
        {
            string curve = Sparkline.Of([.. epochs.Select(of)], CurveWidth);
            text.Append($"    {name,-13} {Figures.Error(of(epochs[0])),6} {curve} {Figures.Error(of(epochs[^1]))}\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Table(IReadOnlyList<EpochRow> epochs)
    {
        if (epochs.Count == 0)
            return "";
        bool validated = epochs.Any(row => row.ValidationErrorPct is not null);
        string[] header = ["Epoch", "Rate", "Train %", "Validation %", "Test %", "Gap %", "Seconds"];
        return Markdown.Table(
            [.. header.Where(name => validated || name != "Validation %")],
            epochs.Select(row => (string[])
            [
                $"{row.Epoch}", row.LearningRate?.ToString("0.######") ?? Figures.None, Figures.Error(row.TrainErrorPct),
                .. validated ? new[] { Figures.Error(row.ValidationErrorPct) } : [],
                Figures.Error(row.TestErrorPct), Figures.Points(row.GapPct, "0.00"),
                row.Seconds?.ToString("0.00") ?? Figures.None,
            ]));
    }

    private static string Settings(IReadOnlyList<Setting> settings) => Markdown.TextTable(
        ["Setting", "Value"], settings.Select(setting => new[] { setting.Path, Markdown.Code(setting.Value) }));

    private static string Origin(RecordedRun run, RunOrigin origin)
    {
        string? commit = origin.GitCommit is null ? null : origin.GitCommit + (origin.GitDirty == true ? ", changed" : "");
        (string Name, string? Value)[] facts =
        [
            ("Dataset", $"{run.Dataset}, {Figures.Short(run.DatasetSha256)}"),
            ("Engine", $"{new EngineSpec(run.Engine, run.Device)}, version {run.EngineVersion}"),
            ("Vectors", run.VectorBits > 0 ? $"{run.VectorBits} bits" : null),
            ("Weights", run.WeightsSha256), ("Commit", commit), ("Processor", origin.Cpu), ("Machine", origin.Host),
            ("System", origin.Os), ("Runtime", origin.Runtime), ("LeNetLab", origin.ProgramVersion),
        ];
        return Markdown.TextTable(
            ["Origin", "Value"], facts.Where(fact => fact.Value is not null).Select(fact => new[] { fact.Name, Markdown.Code(fact.Value!) }));
    }
}
