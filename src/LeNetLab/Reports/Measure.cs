using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>What is compared: a figure of each run in per cent, of which the lower is the better.</summary>
/// <param name="OfRun">Of a run; null unless it is done.</param>
/// <param name="OfVariant">Of a variant's runs.</param>
public sealed record Measure(Func<RunSummary, double?> OfRun, Func<VariantSummary, Sample?> OfVariant)
{
    /// <summary>The final test error.</summary>
    public static Measure TestError { get; } = new(run => run.TestErrorPct, variant => variant.TestError);

    /// <summary>Test − training error.</summary>
    public static Measure Gap { get; } = new(run => run.GapPct, variant => variant.Gap);
}
