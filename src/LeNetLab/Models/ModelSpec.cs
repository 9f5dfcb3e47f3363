using System.Diagnostics.CodeAnalysis;

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

/// <summary>
/// What can be chosen about a model. What is not set has the value that suits the rest, as in a spec: with the network
/// of 1998 the paper's, and otherwise the default that is named. What its family has no such part of has no effect.
/// </summary>
public sealed record ModelSpec
{
    private static readonly Activation Usual = new Activation.Tanh(), OfThePaper = new Activation.ScaledTanh();
    private static readonly HiddenUnits UsualHidden = new(300);

    private readonly C3Connections? c3;
    private readonly PoolingKind? pooling;
    private readonly OutputKind? output;

    /// <summary>The family. Default: the classic network.</summary>
    public Preset Preset { get; init; } = Preset.LeNet5;

    /// <summary>Whether it is one of the LeNet-5 family, with convolutions and pooling.</summary>
    public bool IsLeNet => Preset <= Preset.LeNet5Of1998;

    /// <summary>Whether it has layers that are squashed.</summary>
    public bool IsSquashed => IsLeNet || Preset == Preset.Mlp;

    /// <summary>The squashing function of every layer but the output, if there are any. Default: tanh.</summary>
    [AllowNull]
    public Activation Activation
    {
        get => field ?? (IsOf1998 ? OfThePaper : Usual);
        init;
    }

    /// <summary>The connections of C3. Default: full.</summary>
    public C3Connections C3
    {
        get => c3 ?? (IsOf1998 ? C3Connections.Partial : C3Connections.Full);
        init => c3 = value;
    }

    /// <summary>What S2 and S4 do. Default: average.</summary>
    public PoolingKind Pooling
    {
        get => pooling ?? (IsOf1998 ? PoolingKind.Subsampling : PoolingKind.Average);
        init => pooling = value;
    }

    /// <summary>Units of F6, 0 for no such layer; null for as many as the family has.</summary>
    public int? F6 { get; init; }

    /// <summary>The same resolved: 84 unless set, and 0 for the wide network.</summary>
    public int F6Units => F6 ?? (Preset == Preset.LeNet5Wide ? 0 : 84);

    /// <summary>Units of an MLP's hidden layers, by default one of 300; null for every other family.</summary>
    public HiddenUnits? Hidden
    {
        get => field ?? (Preset == Preset.Mlp ? UsualHidden : null);
        init;
    }

    /// <summary>The method, where the family is no network: by default with its usual constants. Null for networks.</summary>
    public MethodSpec? Method
    {
        get => field ?? MethodSpec.Usual(Preset);
        init;
    }

    /// <summary>The output. Default: softmax. An RBF output needs 84 units before it.</summary>
    public OutputKind Output
    {
        get => output ?? (IsOf1998 ? OutputKind.Rbf : OutputKind.Softmax);
        init => output = value;
    }

    /// <summary>What training makes small. Default: cross-entropy, and with an RBF output MAP.</summary>
    [AllowNull]
    public Loss Loss
    {
        get => field ?? Loss.Named(IsLeNet && Output == OutputKind.Rbf ? "map" : "cross_entropy");
        init;
    }

    /// <summary>The distribution of first weights that suits it.</summary>
    public InitialisationKind SuitableInitialisation =>
        IsOf1998 ? InitialisationKind.Paper1998
        : IsSquashed ? Activation.Initialisation
        : InitialisationKind.LecunUniform;

    private bool IsOf1998 => Preset == Preset.LeNet5Of1998;

    private (Preset, Activation, C3Connections, PoolingKind, int, HiddenUnits?, MethodSpec?, OutputKind, Loss) Resolved =>
        (Preset, Activation, C3, Pooling, F6Units, Hidden, Method, Output, Loss);

    /// <summary>What first weights of a distribution are to be multiplied by.</summary>
    public double SuitableGain(InitialisationKind initialisation) =>
        IsSquashed && initialisation != InitialisationKind.Paper1998 ? Activation.InitialisationGain : 1;

    /// <summary>Whether they are the same model: it makes no difference whether a value is set or suits.</summary>
    public bool Equals(ModelSpec? other) => other is not null && Resolved.Equals(other.Resolved);

    /// <inheritdoc/>
    public override int GetHashCode() => Resolved.GetHashCode();
}
