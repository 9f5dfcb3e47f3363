using LeNetLab.Cli.Verbs;

namespace LeNetLab.Cli;

/// <summary>Commands as a reader can copy them into a shell.</summary>
internal static class MakeCommand
{
    /// <summary>The command that asks for the same runs, wherever it is typed.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="dataset">The dataset in use where it is not the spec's own, or null.</param>
    public static string Run(RunOptions options, string? dataset)
    {
        string[] settings = dataset is null ? [.. options.Overrides] : [.. options.Overrides, $"dataset={dataset}"];
        string set = settings.Length > 0 ? $" SET={Quoted(string.Join(' ', settings))}" : "";
        return $"make run EXP={Quoted(options.Experiment)}{set}";
    }

    /// <summary>The same with the folders of this machine.</summary>
    /// <inheritdoc cref="Run"/>
    public static string RunHere(RunOptions options) =>
        Run(options, null) + (options.Data is { } data ? $" DATA={Quoted(data)}" : "") + In(options.Results);

    /// <summary>A question to the database.</summary>
    public static string Query(string sql, string results) => $"make query SQL=\"{sql}\"{In(results)}";

    /// <summary>The variable that names the results folder, if it is not the usual one.</summary>
    public static string In(string results) => results == Arguments.UsualResults ? "" : $" RESULTS={Quoted(results)}";

    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,".Contains(letter)) ? text : $"\"{text}\"";
}
