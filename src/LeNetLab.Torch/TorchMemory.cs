using System.Runtime.InteropServices;
using LeNetLab.Engines;

namespace LeNetLab.Torch;

/// <summary>Tells when PyTorch ran out of memory, which it reports like any other failure of its own.</summary>
internal static class TorchMemory
{
    private static readonly string[] Signs = ["out of memory", "can't allocate memory"];

    /// <summary>Whether a failure is one of memory.</summary>
    public static bool RanOut(ExternalException failure) =>
        Signs.Any(sign => failure.Message.Contains(sign, StringComparison.OrdinalIgnoreCase));

    /// <summary>The failure as the sweep knows it.</summary>
    /// <param name="failure">What PyTorch said: its first line, and where in its code.</param>
    /// <param name="runs">Runs that were trained together.</param>
    public static EngineMemoryException Report(ExternalException failure, int runs) => new(
        $"Memory ran out with {runs} {(runs == 1 ? "run" : "runs")} together: {failure.Message.Split('\n', 2)[0]}",
        failure);
}
