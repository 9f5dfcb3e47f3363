using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>One variant's training, all figures over the same rounds.</summary>
/// <param name="Model">The variant.</param>
/// <param name="ImagesPerSecond">Trained by one core.</param>
/// <param name="OfPeak">Arithmetic done, in per cent of the peak.</param>
/// <param name="OfReference">That, in per cent of the reference's; null for full C3's own reference.</param>
/// <param name="EvaluatedPerSecond">Images, forward only.</param>
internal sealed record TrainingRow(
    ModelSpec Model, Spread ImagesPerSecond, Spread OfPeak, Spread? OfReference, Spread EvaluatedPerSecond)
{
    public static string Heading { get; } =
        $"  {"preset",-12} {"c3",-8} {"pooling",-12} {"activation",-12} {"images/s",26} {"% of peak",10} "
        + $"{"% of reference",15} {"evaluated/s",12}";

    public string Name => new VariantName(Model).ToString();

    /// <summary>Times peak, reference and variant in turn.</summary>
    public static TrainingRow Measure(Bench bench, ModelSpec model, TrainingLoad load, TrainingLoad? reference)
    {
        Timing timing = bench.Timing;
        bench.Timing.Brief.WarmUp(load.Evaluate);
        double[][] rounds = timing.InTurn(
            bench.Peak.Measure,
            () => timing.UnitsPerSecond(load.Train),
            () => timing.Brief.UnitsPerSecond(load.Evaluate),
            () => reference is null ? double.NaN : timing.UnitsPerSecond(reference.Train));
        double work = load.Network.TrainingMultiplyAdds;
        return new TrainingRow(
            model, Spread.Of(rounds[1]), Spread.OfRatios(rounds[1], rounds[0], 100 * 2 * work / 1e9),
            reference is null
                ? null
                : Spread.OfRatios(rounds[1], rounds[3], 100 * work / reference.Network.TrainingMultiplyAdds),
            Spread.Of(rounds[2]));
    }

    public IEnumerable<Figure> Figures(Bench bench)
    {
        yield return bench.Figure($"{Name}, trained", Unit.ImagesPerSecond, ImagesPerSecond);
        yield return bench.Figure($"{Name}, of the peak", Unit.Percent, OfPeak);
        if (OfReference is not null)
            yield return bench.Figure($"{Name}, of reference", Unit.Percent, OfReference);
        yield return bench.Figure($"{Name}, evaluated", Unit.ImagesPerSecond, EvaluatedPerSecond);
    }

    public override string ToString()
    {
        var name = new VariantName(Model);
        string range = $"{ImagesPerSecond.Median:N0} ({ImagesPerSecond.Min:N0}–{ImagesPerSecond.Max:N0})";
        string reference = OfReference is null ? "–" : $"{OfReference.Median:F1}";
        return $"  {name.Preset,-12} {name.C3,-8} {name.Pooling,-12} {name.Activation,-12} {range,26} "
            + $"{OfPeak.Median,10:F1} {reference,15} {EvaluatedPerSecond.Median,12:N0}";
    }
}
