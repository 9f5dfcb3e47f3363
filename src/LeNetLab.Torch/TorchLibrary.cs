using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using LeNetLab.Engines;
using LeNetLab.Specs;
using TorchSharp;

namespace LeNetLab.Torch;

/// <summary>PyTorch's own library, which TorchSharp loads: whether it is here, and works on a device.</summary>
internal static partial class TorchLibrary
{
    // The project file writes down which of PyTorch's libraries it was published with.
    private static readonly string? PublishedFor = typeof(TorchLibrary).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(entry => entry.Key == "Torch")?.Value;

    /// <summary>Loads what a device needs.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="EngineUnavailableException">Something is missing; the message says what.</exception>
    public static void Require(string device)
    {
        if (PublishedFor is null || (device == "cuda" && PublishedFor != "cuda"))
        {
            throw new EngineUnavailableException($"PyTorch's own library for {device} is not part of this program.")
            {
                LeftOut = new EngineSpec(EngineSpec.Torch, device),
            };
        }

        if (device == "cuda" && !HasDriver())
        {
            throw new EngineUnavailableException(
                "DEVICE=cuda needs NVIDIA's driver, which this machine has not (nvidia-smi shows it where it is): "
                + "install it, or leave DEVICE out and the cpu trains.");
        }

        Load();
        if (device == "cuda" && !torch.cuda.is_available())
        {
            throw new EngineUnavailableException(
                "DEVICE=cuda finds NVIDIA's driver but no card that it can use: see what nvidia-smi and "
                + "CUDA_VISIBLE_DEVICES say, or leave DEVICE out and the cpu trains.");
        }

        if (device == "cuda")
            UseSinglePrecision();
    }

    private static bool HasDriver() => NativeLibrary.TryLoad(
        OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _);

    private static void Load()
    {
        try
        {
            // Before TorchSharp does, which keeps what the system's loader says to itself.
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException
            or TypeInitializationException or NotSupportedException)
        {
            throw new EngineUnavailableException(Explain((failure.InnerException ?? failure).Message), failure);
        }
    }

    /// <summary>Why PyTorch's library does not load, and what would help.</summary>
    /// <param name="said">What the system's loader says: a line for each place where it looked.</param>
    internal static string Explain(string said)
    {
        const string Here = "PyTorch's own library does not load here";
        const string Otherwise = "without the torch engine, simd trains.";
        if (MissingVersion().Match(said) is { Success: true } missing)
        {
            (string library, string version) = (missing.Groups["library"].Value, missing.Groups["version"].Value);
            string newer = version.StartsWith("GLIBCXX", StringComparison.Ordinal) || version.StartsWith("CXXABI", StringComparison.Ordinal)
                ? "Debian 13, Ubuntu 24.04 and what else has GCC 13's libstdc++ or a newer one have it"
                : "A newer system has it";
            return $"{Here}: it needs {version}, which this system's {library} lacks. {newer}; {Otherwise}";
        }

        // A line for each place where it looked: most of them only say that nothing is there.
        string[] lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string reason = lines.LastOrDefault(line => !line.Contains("LibTorchSharp.so: cannot open", StringComparison.Ordinal))
            ?? "no reason is given";
        return $"{Here} ({reason.TrimEnd('.')}). Publishing this program anew gets another copy; {Otherwise}";
    }

    // As glibc says it: …/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by …).
    [GeneratedRegex(@"(?<library>[^/\s]+): version `(?<version>[^']+)' not found")]
    private static partial Regex MissingVersion();

    /// <summary>No products of 10 bits, which PyTorch lets convolutions use: both engines compute the same.</summary>
    private static void UseSinglePrecision()
    {
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
    }
}
