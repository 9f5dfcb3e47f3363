using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>Every preset × C3 × pooling × activation: images a second, and how much of the limit that is.</summary>
internal sealed class TrainingSection : ISection
{
    public string Name => "training";

    public string Title => $"""
        images a second of one core, batch {TrainingLoad.UsualBatch}, against the multiply-add peak timed in the same
          round. Limit: 2 × the multiply-adds of forward, weight gradients and input gradients but the first layer's.
          "of reference": the fraction of the peak, of that of tanh and average pooling in the same round (same preset
          and C3; for partial C3 with both, that of full C3).
        """;

    public void Measure(Bench bench)
    {
        var rows = new List<TrainingRow>();
        foreach (Preset preset in VariantName.Presets)
        {
            foreach (C3Connections c3 in Enum.GetValues<C3Connections>())
                rows.AddRange(MeasureVariants(bench, new ModelSpec { Preset = preset, C3 = c3 }));
        }

        if (rows.Count == 0)
            return;
        Figure[] aims = [.. TrainingAims.Of(bench, rows)];
        bench.Keep(rows.SelectMany(row => row.Figures(bench)).ExceptBy(aims.Select(aim => aim.Name), row => row.Name));
        bench.Say("");
        foreach (Figure figure in aims)
            bench.Add(figure);
    }

    private static List<TrainingRow> MeasureVariants(Bench bench, ModelSpec plain)
    {
        ModelSpec[] wanted =
        [
            .. from pooling in VariantName.Poolings
               from activation in Activation.All
               let model = plain with { Pooling = pooling, Activation = activation }
               where bench.Wants(new VariantName(model).ToString())
               select model,
        ];
        var rows = new List<TrainingRow>();
        if (wanted.Length == 0)
            return rows;
        bench.Say(TrainingRow.Heading);
        using var reference = TrainingLoad.OnNoise(plain);
        bench.Timing.WarmUp(reference.Train);
        foreach (ModelSpec model in wanted)
        {
            TrainingRow row = model == plain ? MeasurePlain(bench, reference, model) : Measure(bench, reference, model);
            bench.Say(row.ToString());
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Tanh and average pooling: with partial C3 compared with full C3, else with nothing.</summary>
    private static TrainingRow MeasurePlain(Bench bench, TrainingLoad load, ModelSpec model)
    {
        if (model.C3 == C3Connections.Full)
            return TrainingRow.Measure(bench, model, load, null);
        using var full = TrainingLoad.OnNoise(model with { C3 = C3Connections.Full });
        bench.Timing.WarmUp(full.Train);
        return TrainingRow.Measure(bench, model, load, full);
    }

    private static TrainingRow Measure(Bench bench, TrainingLoad reference, ModelSpec model)
    {
        using var load = TrainingLoad.OnNoise(model);
        bench.Timing.WarmUp(load.Train);
        return TrainingRow.Measure(bench, model, load, reference);
    }
}
