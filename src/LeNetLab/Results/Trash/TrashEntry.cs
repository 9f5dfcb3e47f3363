using System.Text.Json;

namespace LeNetLab.Results.Trash;

/// <summary>What was removed at one time, and how it comes back.</summary>
/// <param name="Id">When, in UTC, e.g. <c>20260301-120000</c>; with a number behind it where that was taken.</param>
/// <param name="What">What was asked for, for people.</param>
/// <param name="Runs">Ids of the runs whose rows are kept in it.</param>
/// <param name="Experiments">Experiments whose rows changed.</param>
/// <param name="Files">Files and folders that go with it, by their path in the results folder.</param>
public sealed record TrashEntry(
    string Id, string What, IReadOnlyList<string> Runs, IReadOnlyList<string> Experiments, IReadOnlyList<string> Files)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Reads the entry of a folder; null if there is none, or not a whole one.</summary>
    internal static TrashEntry? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<TrashEntry>(File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    internal void Write(string path) =>
        AtomicFile.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(this, Indented)));
}
