using System.Text;

namespace LeNetLab.Results;

/// <summary>Whether a results database can be where somebody wants it, seen without touching anything.</summary>
internal static class DatabasePlace
{
    // SQLite's own limit for a path, less what it appends to it (`-journal`): os_unix.c, MAX_PATHNAME.
    private const int MostBytes = 512 - 8;

    /// <summary>Why no database can be there, and the way out, in sentences; null if nothing is in its way.</summary>
    /// <param name="path">Its file.</param>
    internal static string? Problem(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? full;
        string? problem = Directory.Exists(full) ? $"{full} is a folder, where the database would be" : Obstacle(full);
        int bytes = Encoding.UTF8.GetByteCount(full);
        if (problem is null && bytes > MostBytes)
            problem = $"the path of its database would have {bytes:N0} bytes, and SQLite opens none above {MostBytes}";
        return problem is null ? null
            : $"Results cannot be kept in {folder}: {problem}. RESULTS=<folder> names another.";
    }

    /// <summary>The first thing on the way up that is there, if it is nothing that could hold a database.</summary>
    private static string? Obstacle(string path)
    {
        for (string? place = path; place is not null && !Directory.Exists(place); place = Path.GetDirectoryName(place))
        {
            // A link that leads nowhere counts as a file.
            if (new FileInfo(place).LinkTarget is { } target && !LeadsSomewhere(place))
                return $"{place} is a symbolic link to {target}, which is not there";
            if (File.Exists(place))
                return place == path ? null : $"{place} is a file";
        }

        return null;
    }

    private static bool LeadsSomewhere(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            // Links in a ring, for example.
            return false;
        }
    }
}
