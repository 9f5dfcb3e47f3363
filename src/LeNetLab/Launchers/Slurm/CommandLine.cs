using System.ComponentModel;
using System.Diagnostics;

namespace LeNetLab.Launchers.Slurm;

/// <summary>Runs Slurm's programs.</summary>
public static class CommandLine
{
    // A controller that is away answers so within seconds; one that is busy may take a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name, looked up in PATH.</param>
    /// <param name="arguments">What it is given.</param>
    /// <exception cref="LaunchException">It is missing, or does not end.</exception>
    public static CommandAnswer Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Patience) && Task.WaitAll([output, error], Patience))
                return new CommandAnswer(process.ExitCode, output.Result, error.Result);
            process.Kill(entireProcessTree: true);
        }
        catch (Win32Exception missing)
        {
            throw new LaunchException(
                $"There is no {program} here: LAUNCHER=slurm needs a machine that Slurm takes jobs from.", missing);
        }

        throw new LaunchException($"{program} did not answer within {Patience.TotalMinutes:0} minutes.");
    }
}
