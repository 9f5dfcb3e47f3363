using LeNetLab.Models;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>What a stack keeps for a layer beside its parameters: where its runs differ.</summary>
/// <param name="Connected">
/// [run][output map][input map][1][1], 1 where a convolution connects and 0 elsewhere; null if all connect everything.
/// </param>
/// <param name="Slopes">Leaky ReLU's, fit to multiply the layer's input; null if all runs have the same.</param>
/// <param name="Codes">[class][unit], what radial basis functions compare their input with, or null.</param>
internal sealed record LayerConstants(Tensor? Connected, Tensor? Slopes, Tensor? Codes = null) : IDisposable
{
    /// <summary>Those of one layer.</summary>
    /// <param name="stages">[run]; the layer in each run's network.</param>
    /// <param name="isOfUnits">Whether it comes after a dense layer.</param>
    /// <param name="device">Where they are needed.</param>
    /// <exception cref="ArgumentException">The layers cannot be computed as one.</exception>
    public static LayerConstants Of(IReadOnlyList<Stage> stages, bool isOfUnits, Device device)
    {
        RequireAlike(stages);
        return stages[0].Layer switch
        {
            Layer.Convolution => new LayerConstants(Mask(stages, device), null),
            Layer.Squashing { Function: Activation.LeakyRelu } =>
                new LayerConstants(null, SlopesOf(stages, isOfUnits, device)),
            Layer.RbfOutput { Codes: var codes } => new LayerConstants(null, null, CodesOf(codes, device)),
            _ => new LayerConstants(null, null),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connected?.Dispose();
        Slopes?.Dispose();
        Codes?.Dispose();
    }

    private static void RequireAlike(IReadOnlyList<Stage> stages)
    {
        object[] kinds = [.. stages.Select(stage => stage.Layer switch
        {
            Layer.Convolution convolution => (object)convolution.KernelSize,
            Layer.Pooling pooling => pooling.Kind,
            Layer.Squashing squashing => squashing.Function.GetType(),
            Layer.RbfOutput output => output.Codes,
            _ => 0,
        }).Distinct()];
        if (kinds.Length > 1)
            throw new ArgumentException($"The networks of a stack differ in {stages[0].Layer.Name}.");
    }

    private static Tensor CodesOf(CodeTable codes, Device device)
    {
        float[] values = [.. Enumerable.Range(0, codes.Classes).SelectMany(code => codes.Of(code).ToArray())];
        return values.ToTensor([codes.Classes, codes.Units], ScalarType.Float32, device);
    }

    private static Tensor? Mask(IReadOnlyList<Stage> stages, Device device)
    {
        ConnectionTable[] tables = [.. stages.Select(stage => ((Layer.Convolution)stage.Layer).Connections)];
        if (tables.All(table => table.IsFull))
            return null;
        (int outputs, int inputs) = (tables[0].OutputMaps, tables[0].InputMaps);
        float[] mask =
        [
            .. from table in tables
               from output in Enumerable.Range(0, outputs)
               from input in Enumerable.Range(0, inputs)
               select table.Connects(input, output) ? 1f : 0f,
        ];
        return mask.ToTensor([tables.Length, outputs, inputs, 1, 1], ScalarType.Float32, device);
    }

    /// <summary>[1][run · map][1][1] among maps, [run][1][1] among units.</summary>
    private static Tensor? SlopesOf(IReadOnlyList<Stage> stages, bool isOfUnits, Device device)
    {
        float[] slopes =
        [
            .. stages.Select(stage => (Layer.Squashing)stage.Layer)
                .Select(layer => (float)((Activation.LeakyRelu)layer.Function).NegativeSlope),
        ];
        if (slopes.Distinct().Count() == 1)
            return null;
        if (isOfUnits)
            return slopes.ToTensor([slopes.Length, 1, 1], ScalarType.Float32, device);
        float[] ofMaps = [.. slopes.SelectMany(slope => Enumerable.Repeat(slope, stages[0].Output.Maps))];
        return ofMaps.ToTensor([1, ofMaps.Length, 1, 1], ScalarType.Float32, device);
    }
}
