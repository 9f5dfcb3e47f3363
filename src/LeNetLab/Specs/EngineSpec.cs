namespace LeNetLab.Specs;

/// <summary>What is to train a run, by name. Whether it can be had is found out when it is opened.</summary>
/// <param name="Name"><see cref="Simd"/> or <see cref="Torch"/>.</param>
/// <param name="Device"><see cref="Cpu"/>, or <see cref="Cuda"/> with <see cref="Torch"/>.</param>
public sealed record EngineSpec(string Name, string Device)
{
    /// <summary>The name of LeNetLab's own engine.</summary>
    public const string Simd = "simd";

    /// <summary>The name of PyTorch's, as TorchSharp brings it.</summary>
    public const string Torch = "torch";

    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>An NVIDIA card.</summary>
    public const string Cuda = "cuda";

    /// <summary>What trains where nothing else is asked for.</summary>
    public static readonly EngineSpec Usual = new(Simd, Cpu);

    /// <summary>As it is told to people, e.g. <c>torch on cuda</c>.</summary>
    public override string ToString() => $"{Name} on {Device}";
}
