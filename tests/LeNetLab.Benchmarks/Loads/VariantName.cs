using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>What a row of the table of variants is called, and what there are rows of.</summary>
internal sealed record VariantName(string Preset, string C3, string Pooling, string Activation)
{
    public VariantName(ModelSpec model)
        : this(
            Lower(model.Preset),
            model.C3 == C3Connections.Full ? "full" : "partial",
            Lower(model.Pooling), model.Activation.Name)
    {
    }

    /// <summary>The presets that are timed: that of 1998 differs in its output alone, the others are no LeNets.</summary>
    public static IReadOnlyList<Preset> Presets { get; } =
        [LeNetLab.Models.Preset.LeNet5, LeNetLab.Models.Preset.LeNet5Wide];

    /// <summary>The kinds of pooling that are timed; a sum takes the time of an average.</summary>
    public static IReadOnlyList<PoolingKind> Poolings { get; } =
        [PoolingKind.Average, PoolingKind.Max, PoolingKind.Subsampling];

    public override string ToString() => $"{Preset} {C3} {Pooling} {Activation}";

    private static string Lower(Preset preset) => preset switch
    {
        LeNetLab.Models.Preset.LeNet5 => "lenet5",
        LeNetLab.Models.Preset.LeNet5Wide => "lenet5-wide",
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "It is not timed."),
    };

    private static string Lower(PoolingKind kind) => kind switch
    {
        PoolingKind.Average => "average",
        PoolingKind.Max => "max",
        PoolingKind.Subsampling => "subsampling",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It is not timed."),
    };
}
