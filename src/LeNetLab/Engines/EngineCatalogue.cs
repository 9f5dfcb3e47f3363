using LeNetLab.Engines.Simd;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>The engines that a program has, by name.</summary>
/// <param name="openTorch">Makes the torch engine ready on a device, <c>cpu</c> or <c>cuda</c>; null where it is left
/// out.</param>
public sealed class EngineCatalogue(Func<string, IEngine>? openTorch)
{
    /// <summary>Makes an engine ready.</summary>
    /// <param name="spec">Which, on what.</param>
    /// <exception cref="EngineUnavailableException">The program lacks it, or what it needs is missing.</exception>
    /// <exception cref="ArgumentException">There is no engine of that name, or it does not know the device.</exception>
    public IEngine Open(EngineSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec == EngineSpec.Usual)
            return new SimdEngine();
        if (spec.Name != EngineSpec.Torch)
            throw new ArgumentException($"There is no engine {spec}.", nameof(spec));
        return openTorch?.Invoke(spec.Device)
            ?? throw new EngineUnavailableException("The torch engine is not part of this program.") { LeftOut = spec };
    }
}
