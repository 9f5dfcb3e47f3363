using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>What a row of the table of variants is called.</summary>
internal sealed record VariantName(string Preset, string C3, string Pooling, string Activation)
{
    public VariantName(ModelSpec model)
        : this(
            model.Preset == LeNetLab.Models.Preset.LeNet5 ? "lenet5" : "lenet5-wide",
            model.C3 == C3Connections.Full ? "full" : "partial",
            Lower(model.Pooling), model.Activation.Name)
    {
    }

    public override string ToString() => $"{Preset} {C3} {Pooling} {Activation}";

    private static string Lower(PoolingKind kind) => kind switch
    {
        PoolingKind.Average => "average",
        PoolingKind.Max => "max",
        _ => "subsampling",
    };
}
