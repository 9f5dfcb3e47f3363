using System.Reflection;
using System.Runtime.InteropServices;
using LeNetLab.Specs;
using TorchSharp;

namespace LeNetLab.Engines.Torch;

/// <summary>PyTorch's own library, which TorchSharp loads: whether it is here, and works on a device.</summary>
internal static class TorchLibrary
{
    // The project file writes down which packages it was built with.
    private static readonly string BuiltFor = typeof(TorchLibrary).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Torch").Value!;

    /// <summary>Loads what a device needs.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="EngineUnavailableException">Something is missing; the message says what.</exception>
    public static void Require(string device)
    {
        if (device == "cuda" && BuiltFor != "cuda")
        {
            throw new EngineUnavailableException(
                "The torch engine of this build knows no cuda: dotnet build -p:Torch=cuda builds it for NVIDIA cards.")
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
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception failure) when (failure is TypeInitializationException or NotSupportedException)
        {
            // The first sentence; a trace follows.
            string reason = (failure.InnerException ?? failure).Message
                .Split(["\n", ". "], 2, StringSplitOptions.None)[0];
            throw new EngineUnavailableException(
                $"The torch engine is in this build, but PyTorch's own library does not load ({reason}): make clean, "
                + $"and then the same command again with TORCH={BuiltFor}, gets it anew.", failure);
        }
    }

    /// <summary>No products of 10 bits, which PyTorch lets convolutions use: both engines compute the same.</summary>
    private static void UseSinglePrecision()
    {
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
    }
}
