using LeNetLab.Engines.Simd;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>The engines that this build has, by name.</summary>
public static partial class EngineCatalogue
{
    /// <summary>Makes an engine ready.</summary>
    /// <param name="spec">Which, on what.</param>
    /// <exception cref="EngineUnavailableException">This build lacks it, or what it needs is missing.</exception>
    /// <exception cref="ArgumentException">There is no engine of that name, or it does not know the device.</exception>
    public static IEngine Open(EngineSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec == EngineSpec.Usual)
            return new SimdEngine();
        if (spec.Name != EngineSpec.Torch)
            throw new ArgumentException($"There is no engine {spec}.", nameof(spec));
        IEngine? engine = null;
        OpenTorch(spec.Device, ref engine);
        return engine ?? throw new EngineUnavailableException(
            $"The torch engine is not part of this build: dotnet build -p:Torch={spec.Device} builds it in.")
        {
            LeftOut = spec,
        };
    }

    /// <summary>Opens the torch engine, in a build that has it; does nothing in others.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="engine">Receives it.</param>
    static partial void OpenTorch(string device, ref IEngine? engine);
}
