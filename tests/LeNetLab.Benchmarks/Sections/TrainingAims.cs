using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>What the table of variants is held against: a line for each aim, its worst variant named.</summary>
internal static class TrainingAims
{
    private static readonly ModelSpec Plain = new();

    /// <summary>Figures of what the rows have something on.</summary>
    public static IEnumerable<Figure> Of(Bench bench, IReadOnlyList<TrainingRow> rows)
    {
        int bits = new SimdEngine().Identity.VectorBits;
        Aim plain = Aim.AtLeast(bits == 512 ? 75 : 60, KnownCause.WhatIsStillLost);
        Aim wide = Aim.AtLeast(85, KnownCause.WhatIsStillLost);
        foreach (TrainingRow row in rows.Where(row => IsPlain(row.Model) && row.Model.C3 == C3Connections.Full))
        {
            bool isWide = row.Model.Preset == Preset.LeNet5Wide;
            yield return bench.Figure($"{row.Name}, of the peak", Unit.Percent, row.OfPeak) with
            {
                Aim = isWide ? wide : plain,
                Note = isWide ? null : $"{bits}-bit vectors; the aim is 75 % with 512 bits and 60 % with 256",
            };
        }

        foreach (IGrouping<Preset, TrainingRow> preset in rows.GroupBy(row => row.Model.Preset))
        {
            TrainingRow[] others = [.. preset.Where(row => !IsPlain(row.Model))];
            foreach (Figure figure in Worst(bench, others, "activation or max pooling", false, atLeast: 90))
                yield return figure;
            foreach (Figure figure in Worst(bench, others, "subsampling", true, atLeast: 85))
                yield return figure;
            foreach (TrainingRow row in preset.Except(others).Where(row => row.Model.C3 == C3Connections.Partial))
                yield return Partial(bench, row);
        }
    }

    private static bool IsPlain(ModelSpec model) =>
        model.Pooling == Plain.Pooling && model.Activation == Plain.Activation;

    private static IEnumerable<Figure> Worst(
        Bench bench, IEnumerable<TrainingRow> rows, string what, bool subsampling, double atLeast)
    {
        var aim = Aim.AtLeast(atLeast, KnownCause.WhatIsStillLost);
        TrainingRow[] group = [.. rows.Where(row => row.Model.Pooling == PoolingKind.Subsampling == subsampling)];
        if (group.MinBy(row => row.OfReference!.Median) is not { } worst)
            yield break;
        string preset = new VariantName(worst.Model).Preset;
        yield return bench.Figure(
            $"{preset}: slowest {what}, of tanh's and average pooling's fraction", Unit.Percent, worst.OfReference) with
        {
            Aim = aim,
            Note = $"{worst.Name}, the slowest of {group.Length}; "
                + $"{group.Count(row => aim.IsReachedBy(row.OfReference!.Median))} of them reach the aim",
        };
    }

    private static Figure Partial(Bench bench, TrainingRow row)
    {
        ModelSpec full = row.Model with { C3 = C3Connections.Full };
        double allowed = (double)LeNet5.Build(full).TrainingMultiplyAdds / LeNet5.Build(row.Model).TrainingMultiplyAdds;
        double gained = row.OfReference!.Median / 100 * allowed;
        string preset = new VariantName(row.Model).Preset;
        return bench.Figure(
            $"{preset}: partial C3's gain in speed, of its gain in multiply-adds", Unit.Percent, row.OfReference) with
        {
            Aim = Aim.AtLeast(100, KnownCause.WhatIsStillLost),
            Note = $"×{gained:F2} images a second, of ×{allowed:F2} that the connections left out allow",
        };
    }
}
