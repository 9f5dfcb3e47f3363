using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using LeNetLab.Engines;
using LeNetLab.Results;

namespace LeNetLab.Cli;

/// <summary>Finds out where and with what runs are trained.</summary>
internal static class ProvenanceCollector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks git, the system and the runtime; what cannot be had is left out, never waited for.</summary>
    /// <param name="programFolder">Where the program lies: its checkout's commit is meant.</param>
    /// <returns>What is to be recorded of a run, by the engine that trains it.</returns>
    public static Func<EngineIdentity, Provenance> Collect(string programFolder)
    {
        string? commit = Ask("git", ["rev-parse", "HEAD"], programFolder)?.Trim();
        string? changes = commit is null ? null : Ask("git", ["status", "--porcelain", "--", ":/", ":(exclude,top)experiments"], programFolder);
        bool? dirty = changes is null ? null : changes.Trim().Length > 0;
        string cpu = Cpu(programFolder);
        string system = $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}".Trim();
        return engine => new Provenance(
            commit, dirty, Environment.MachineName, cpu, RuntimeInformation.FrameworkDescription, system, Version(),
            engine.VectorBits);
    }

    /// <summary>The program's version, without the commit that build tools append.</summary>
    public static string Version()
    {
        Assembly assembly = typeof(ProvenanceCollector).Assembly;
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "unknown";
    }

    private static string Cpu(string folder)
    {
        string? model = null;
        if (OperatingSystem.IsLinux() && File.Exists("/proc/cpuinfo"))
        {
            model = File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1];
        }
        else if (OperatingSystem.IsMacOS())
        {
            model = Ask("sysctl", ["-n", "machdep.cpu.brand_string"], folder);
        }
        else if (OperatingSystem.IsWindows())
        {
            model = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }

        return string.IsNullOrWhiteSpace(model) ? $"{RuntimeInformation.ProcessArchitecture}" : model.Trim();
    }

    /// <returns>What the command printed; null if it is missing, fails or takes too long.</returns>
    private static string? Ask(string command, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (output.Wait(Patience) && process.WaitForExit(Patience))
                return process.ExitCode == 0 ? output.Result : null;
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Exception missing) when (missing is Win32Exception or InvalidOperationException or AggregateException)
        {
            return null;
        }
    }
}
