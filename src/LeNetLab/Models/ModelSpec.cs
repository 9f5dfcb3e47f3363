namespace LeNetLab.Models;

/// <summary>Which family of layers a model is built from.</summary>
public enum Preset
{
    /// <summary>The classic network: 6, 16, 120, 84 (LeCun et al. 1998, Fig. 2) with a softmax output.</summary>
    LeNet5,

    /// <summary>32 and 64 kernels of 5×5, 1024 fully connected units, an optional further layer, softmax.</summary>
    LeNet5Wide,
}

/// <summary>How S2 feeds C3.</summary>
public enum C3Connections
{
    /// <summary>Every map to every map.</summary>
    Full,

    /// <summary>Table I of the paper.</summary>
    Partial,
}

/// <summary>What can be chosen about a model.</summary>
public sealed record ModelSpec
{
    /// <summary>The family. Default: the classic network.</summary>
    public Preset Preset { get; init; } = Preset.LeNet5;

    /// <summary>The squashing function of every layer but the output. Default: tanh.</summary>
    public Activation Activation { get; init; } = new Activation.Tanh();

    /// <summary>The connections of C3. Default: full.</summary>
    public C3Connections C3 { get; init; } = C3Connections.Full;

    /// <summary>What S2 and S4 do. Default: average.</summary>
    public PoolingKind Pooling { get; init; } = PoolingKind.Average;

    /// <summary>Units of F6, 0 for no such layer. Null takes the preset's: 84, and 0 for the wide network.</summary>
    public int? F6 { get; init; }
}
