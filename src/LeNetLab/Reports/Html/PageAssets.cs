using System.Reflection;

namespace LeNetLab.Reports.Html;

/// <summary>What a page runs and looks like; built from web/ where there is Node, and part of the program then.</summary>
/// <param name="Script">JavaScript without references to anything outside.</param>
/// <param name="Style">CSS.</param>
/// <param name="Notices">The licences of what is in the script.</param>
public sealed record PageAssets(string Script, string Style, string Notices)
{
    /// <summary>Those of a report; null if this program was built without them.</summary>
    public static PageAssets? Report { get; } =
        Text("report.js") is { } script && Text("report.css") is { } style
            ? new PageAssets(script, style, Text("notices.txt") ?? "")
            : null;

    /// <summary>A file of web/dist; null if this program was built without it.</summary>
    /// <param name="name">The file's.</param>
    public static string? Text(string name)
    {
        using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Web/{name}");
        if (file is null)
            return null;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
