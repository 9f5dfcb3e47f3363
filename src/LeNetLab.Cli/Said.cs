using System.ComponentModel;
using System.Diagnostics;

namespace LeNetLab.Cli;

/// <summary>What another program said when it was asked something that takes it no time.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Problem">Why that is no answer, in a line; null if it is one.</param>
internal sealed record Said(string Output, string? Problem)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Starts a program and waits for it, for some seconds.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="variables">What it finds in its environment besides, or, if null, does not find.</param>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static Said By(
        string program, string[] arguments, string folder, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string? value) in variables ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!Task.WaitAll([output, error], Patience) || !process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return new Said("", $"{program} did not answer within {Patience.TotalSeconds:0} s");
        }

        if (process.ExitCode == 0)
            return new Said(output.Result, null);
        string line = error.Result.Split('\n', 2)[0].Trim();
        return new Said("", $"{program} says: {(line.Length > 0 ? line : $"nothing, and ends with {process.ExitCode}")}");
    }
}
