using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeNetLab.Results;

namespace LeNetLab.Reports.Charts;

/// <summary>A report's charts as SVG files beside it, so that the Markdown shows them on a code host.</summary>
/// <param name="Paths">Of each chart that is drawn, as the report names it: <c>charts/errors-by-variant.svg</c>.</param>
/// <param name="Problem">Why none could be drawn; empty if they could.</param>
internal sealed record ChartFiles(IReadOnlyDictionary<Chart, string> Paths, string Problem)
{
    private const string Folder = "charts";

    /// <summary>Whether any are there.</summary>
    /// <param name="folder">The experiment's.</param>
    public static bool AreIn(string folder) =>
        Path.Combine(folder, Folder) is var charts && Directory.Exists(charts)
        && Directory.EnumerateFiles(charts, "*.svg").Any();

    /// <summary>Writes what has changed, and removes the files of charts that are no more.</summary>
    /// <param name="folder">The experiment's.</param>
    /// <param name="charts">All of the report.</param>
    /// <param name="script">What draws them; null where this program was built without it.</param>
    /// <param name="node">What runs it.</param>
    public static ChartFiles Write(string folder, IEnumerable<Chart> charts, string? script, string node = "node")
    {
        if (script is null)
            return new ChartFiles(new Dictionary<Chart, string>(), "this program was built without npm");
        string into = Path.Combine(folder, Folder), renderer = Sum(script);
        Drawing[] drawings =
            [.. Name(charts).Select(named => new Drawing(named.Chart, named.Name, Mark(named.Chart, renderer)))];
        Drawing[] missing = [.. drawings.Where(drawing => !drawing.IsIn(into))];
        RemoveOthers(into, [.. drawings.Except(missing).Select(drawing => drawing.File)]);
        string problem = "";
        if (missing.Length > 0)
        {
            var specifications = new JsonObject(missing.Select(drawing =>
                KeyValuePair.Create(drawing.Name, (JsonNode?)drawing.Chart.Specification.DeepClone())));
            if (new ChartRenderer(script, node).Draw(specifications, out problem) is { } drawn)
            {
                foreach (Drawing drawing in missing)
                    drawing.Write(into, drawn[drawing.Name]);
                missing = [];
            }
        }

        Drawing[] there = [.. drawings.Except(missing)];
        return new ChartFiles(
            there.ToDictionary(drawing => drawing.Chart, drawing => $"{Folder}/{drawing.File}"), problem);
    }

    /// <summary>Charts of several datasets have the same names; the second becomes <c>…-2</c>.</summary>
    private static IEnumerable<(Chart Chart, string Name)> Name(IEnumerable<Chart> charts) =>
        from same in charts.GroupBy(chart => chart.Name)
        from numbered in same.Select((chart, i) => (chart, i == 0 ? chart.Name : $"{chart.Name}-{i + 1}"))
        select numbered;

    // What a file was drawn of stands at its end: it is drawn again when that has changed, and only then.
    private static string Mark(Chart chart, string renderer) =>
        $"\n<!-- LeNetLab {Sum(chart.Specification.ToJsonString(JsonSerializerOptions.Default) + renderer)} -->\n";

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void RemoveOthers(string folder, HashSet<string> kept)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (string file in Directory.EnumerateFiles(folder, "*.svg"))
        {
            if (!kept.Contains(Path.GetFileName(file)))
                File.Delete(file);
        }
    }

    private sealed record Drawing(Chart Chart, string Name, string Mark)
    {
        public string File => $"{Name}.svg";

        public void Write(string folder, string svg) =>
            AtomicFile.WriteText(Path.Combine(folder, File), writer => writer.Write(svg + Mark));

        public bool IsIn(string folder) => Path.Combine(folder, File) is var path && System.IO.File.Exists(path)
            && System.IO.File.ReadAllText(path).EndsWith(Mark, StringComparison.Ordinal);
    }
}
