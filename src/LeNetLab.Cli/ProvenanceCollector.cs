using System.Reflection;
using System.Runtime.InteropServices;
using LeNetLab.Engines;
using LeNetLab.Results;

namespace LeNetLab.Cli;

/// <summary>Finds out where and with what runs are trained.</summary>
internal sealed class ProvenanceCollector
{
    private readonly Checkout checkout;
    private readonly string cpu;

    private ProvenanceCollector(Checkout checkout, string cpu)
    {
        this.checkout = checkout;
        this.cpu = cpu;
    }

    /// <summary>Asks git, the system and the runtime; what cannot be had is left out, never waited for.</summary>
    /// <param name="programFolder">Where the program lies: its checkout's commit is meant.</param>
    public static ProvenanceCollector Collect(string programFolder) =>
        new(Checkout.Of(programFolder, Environment.GetEnvironmentVariable), Cpu(programFolder));

    /// <summary>What is to be recorded of a run.</summary>
    /// <param name="engine">What trains it.</param>
    public Provenance Of(EngineIdentity engine) => new(
        checkout.Commit, checkout.IsChanged, Environment.MachineName, cpu, RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}".Trim(), Version(), engine.VectorBits);

    /// <summary>Says what is not recorded, and why.</summary>
    public void PrintMissing(TextWriter output)
    {
        if (checkout.Unknown is { } unknown)
        {
            string what = checkout.Commit is null ? "the program's commit" : "whether there are uncommitted changes";
            output.WriteLine($"  origin    {what} is not recorded: {unknown}");
        }
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
            model = Said.By("sysctl", ["-n", "machdep.cpu.brand_string"], folder).Output;
        }
        else if (OperatingSystem.IsWindows())
        {
            model = Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }

        return string.IsNullOrWhiteSpace(model) ? $"{RuntimeInformation.ProcessArchitecture}" : model.Trim();
    }
}
