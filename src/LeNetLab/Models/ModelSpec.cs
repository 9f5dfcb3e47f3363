namespace LeNetLab.Models;

/// <summary>Which family of layers a model is built from.</summary>
public enum Preset
{
    /// <summary>The classic network: 6, 16, 120, 84 (LeCun et al. 1998, Fig. 2).</summary>
    LeNet5,

    /// <summary>32 and 64 kernels of 5×5, 1024 fully connected units, an optional further layer.</summary>
    LeNet5Wide,

    /// <summary>
    /// The classic network as published, nothing left out: in a spec, the other choices then default to the paper's.
    /// </summary>
    LeNet5Of1998,

    /// <summary>Logistic regression of ten classes on the pixels: a network without a hidden layer.</summary>
    Logistic,

    /// <summary>
    /// Fully connected hidden layers on the pixels: 28×28-300-10 and its like (LeCun et al. 1998, §III.C).
    /// </summary>
    Mlp,

    /// <summary>The nearest training images vote.</summary>
    Knn,

    /// <summary>A linear support vector machine on the pixels.</summary>
    SvmLinear,

    /// <summary>A support vector machine with a radial kernel.</summary>
    SvmRbf,

    /// <summary>A linear support vector machine on histograms of oriented gradients.</summary>
    HogLinear,
}

/// <summary>What tells the classes apart.</summary>
public enum OutputKind
{
    /// <summary>A trained logit for each class.</summary>
    Softmax,

    /// <summary>The distance of F6 to each digit's fixed bitmap of ±1 (LeCun et al. 1998, eq. 7).</summary>
    Rbf,
}

/// <summary>How S2 feeds C3.</summary>
public enum C3Connections
{
    /// <summary>Every map to every map.</summary>
    Full,

    /// <summary>Table I of the paper.</summary>
    Partial,
}

/// <summary>What can be chosen about a model. What its family has no such part of stays at its default.</summary>
public sealed record ModelSpec
{
    /// <summary>The family. Default: the classic network.</summary>
    public Preset Preset { get; init; } = Preset.LeNet5;

    /// <summary>Whether it is one of the LeNet-5 family, with convolutions and pooling.</summary>
    public bool IsLeNet => Preset <= Preset.LeNet5Of1998;

    /// <summary>The squashing function of every layer but the output, if there are any. Default: tanh.</summary>
    public Activation Activation { get; init; } = new Activation.Tanh();

    /// <summary>The connections of C3. Default: full.</summary>
    public C3Connections C3 { get; init; } = C3Connections.Full;

    /// <summary>What S2 and S4 do. Default: average.</summary>
    public PoolingKind Pooling { get; init; } = PoolingKind.Average;

    /// <summary>Units of F6, 0 for no such layer. Null takes the preset's: 84, and 0 for the wide network.</summary>
    public int? F6 { get; init; }

    /// <summary>Units of an MLP's hidden layers; null for every other family.</summary>
    public HiddenUnits? Hidden { get; init; }

    /// <summary>The method, where the family is no network; null for networks.</summary>
    public MethodSpec? Method { get; init; }

    /// <summary>The output. Default: softmax. An RBF output needs 84 units before it.</summary>
    public OutputKind Output { get; init; } = OutputKind.Softmax;

    /// <summary>What training makes small. Default: cross-entropy.</summary>
    public Loss Loss { get; init; } = new Loss.CrossEntropy();
}
