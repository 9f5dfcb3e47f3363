using LeNetLab.Reports;
using LeNetLab.Results;
using Spectre.Console;

namespace LeNetLab.Cli.Display;

/// <summary>What an experiment has found: a line for each variant, the answer in words, where the rest is.</summary>
internal static class Findings
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="runs">The experiment's runs.</param>
    /// <param name="files">What was written of them.</param>
    public static void Print(Terminal terminal, IReadOnlyList<RunSummary> runs, WrittenFiles files)
    {
        IAnsiConsole console = terminal.Rich();
        console.Write(VariantTable.Of(runs));
        foreach (string answer in files.Answers)
        {
            console.Write(new Text(answer));
            console.WriteLine();
        }

        foreach (string path in files.Paths)
            terminal.Out.WriteLine($"  {path}");
        foreach (string missing in files.Missing)
        {
            console.Write(new Text(missing));
            console.WriteLine();
        }
    }
}
