using System.Reflection;

namespace LeNetLab.Reports.Html;

/// <summary>What a page runs and looks like; built from web/ where there is Node, and part of the program then.</summary>
/// <param name="Script">JavaScript without references to anything outside.</param>
/// <param name="Style">CSS.</param>
public sealed record PageAssets(string Script, string Style)
{
    /// <summary>Those of a report; null if this program was built without them.</summary>
    public static PageAssets? Report { get; } =
        Read("report.js") is { } script && Read("report.css") is { } style ? new PageAssets(script, style) : null;

    private static string? Read(string name)
    {
        using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Web/{name}");
        if (file is null)
            return null;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
