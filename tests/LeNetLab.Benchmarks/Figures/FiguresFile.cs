using System.Text.Json;
using System.Text.Json.Serialization;
using LeNetLab.Results;

namespace LeNetLab.Benchmarks.Figures;

/// <summary>Every figure of a bench as JSON, with the machine that they are of.</summary>
internal static class FiguresFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Write(
        string path, DateTimeOffset measuredAt, Machine machine, Timing timing, IEnumerable<Figure> figures) =>
        AtomicFile.WriteText(path, writer => writer.WriteLine(Text(measuredAt, machine, timing, figures)));

    public static string Text(
        DateTimeOffset measuredAt, Machine machine, Timing timing, IEnumerable<Figure> figures) =>
        JsonSerializer.Serialize(
            new
            {
                MeasuredAt = measuredAt,
                Machine = machine,
                timing.Rounds,
                RoundMilliseconds = timing.Round.TotalMilliseconds,
                Figures = figures.Select(figure => new
                {
                    figure.Section,
                    figure.Name,
                    Unit = figure.Unit.Symbol,
                    figure.Spread?.N,
                    figure.Spread?.Min,
                    figure.Spread?.Median,
                    figure.Spread?.Max,
                    Aim = figure.Aim?.Text(figure.Unit),
                    figure.Verdict,
                    figure.Note,
                    KnownCause = figure.Verdict == Verdict.Missed ? figure.Aim?.KnownCause : null,
                }),
            },
            Format);
}
