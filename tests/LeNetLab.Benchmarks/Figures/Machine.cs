using System.Runtime.InteropServices;
using LeNetLab.Benchmarks.Programs;
using LeNetLab.Engines.Simd;

namespace LeNetLab.Benchmarks.Figures;

/// <summary>What the figures are of.</summary>
/// <param name="Processor">Its model, as it calls itself.</param>
/// <param name="Cores">Logical processors that may be used.</param>
/// <param name="VectorBits">Width of the vectors that the engine takes.</param>
/// <param name="Runtime">.NET's version.</param>
/// <param name="OperatingSystem">With its architecture.</param>
/// <param name="Commit">Of the checkout; null outside of one.</param>
/// <param name="Changed">Whether the checkout has changes beyond that commit; null without one.</param>
internal sealed record Machine(
    string Processor, int Cores, int VectorBits, string Runtime, string OperatingSystem, string? Commit, bool? Changed)
{
    public static Machine Here(TimeProvider clock)
    {
        string? commit = Git(clock, "rev-parse", "HEAD");
        string? changes = commit is null ? null : Git(clock, "status", "--porcelain");
        return new Machine(
            ProcessorModel(), Environment.ProcessorCount, new SimdEngine().Identity.VectorBits,
            RuntimeInformation.FrameworkDescription,
            $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}", commit,
            changes is null ? null : changes.Length > 0);
    }

    private static string? Git(TimeProvider clock, params string[] arguments)
    {
        var command = new ProgramCommand("git", arguments) { Folder = AppContext.BaseDirectory };
        return RunningProgram.TryRun(command, clock) is { ExitCode: 0 } end ? end.Output.Trim() : null;
    }

    private static string ProcessorModel()
    {
        string? model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1]
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return string.IsNullOrWhiteSpace(model) ? $"{RuntimeInformation.ProcessArchitecture}" : model.Trim();
    }
}
