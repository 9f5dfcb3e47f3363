using LeNetLab.Naming;

namespace LeNetLab.Cli;

/// <summary>How this program was started, for a shell or another machine to start it again.</summary>
internal static class ProgramStart
{
    /// <summary>The words of a command line, with whole paths.</summary>
    public static IReadOnlyList<string> Words { get; } = Find();

    /// <summary>The same as a reader would type it here; null where make called, whose commands are printed then.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static string? Typed(Func<string, string?> environment)
    {
        if (environment("LENETLAB_COMMAND") == "make")
            return null;
        if (Words.Count > 1)
            return $"dotnet {ShellWord.Typed(Near(Words[^1]))}";
        string name = Path.GetFileName(Words[0]);
        string[] searched = (environment("PATH") ?? "").Split(Path.PathSeparator);
        bool found = searched.Any(folder => Path.Join(folder, name) == Words[0]);
        return found ? name : ShellWord.Typed(Near(Words[0]));
    }

    private static string[] Find()
    {
        string process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? [process, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
            : [process];
    }

    // A shell looks for a program without a slash elsewhere than here.
    private static string Near(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path
            : relative.Contains(Path.DirectorySeparatorChar) ? relative
            : Path.Join(".", relative);
    }
}
