using LeNetLab.Results;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// One variant over its seeds. Errors and gap in per cent; samples are over the runs that are done, those of errors over
/// different models alone.
/// </summary>
/// <param name="Variant">Its name.</param>
/// <param name="Runs">All its runs, in the order of the spec.</param>
/// <param name="TrainError">Final training error.</param>
/// <param name="TestError">Final test error.</param>
/// <param name="Gap">Test − training error.</param>
/// <param name="EpochsToTarget">Epochs until <see cref="TargetErrorPct"/>, of the runs that came there.</param>
/// <param name="NeverReached">Those that never came there: their time is longer than was waited.</param>
/// <param name="Seconds">Training time.</param>
/// <param name="ImagesPerSecond">Training speed.</param>
public sealed record VariantSummary(
    string Variant, IReadOnlyList<RunSummary> Runs, Sample? TrainError, Sample? TestError, Sample? Gap,
    Sample? EpochsToTarget, int NeverReached, Sample? Seconds, Sample? ImagesPerSecond)
{
    /// <summary>98 % of the test images right.</summary>
    public const double TargetErrorPct = 2;

    /// <summary>Sums up a variant's runs.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="epochs">The epochs of each run that has any.</param>
    public static VariantSummary Of(IReadOnlyList<RunSummary> runs, ILookup<string, EpochRow> epochs)
    {
        RunSummary[] done = [.. runs.Where(run => run.Status == RunStatus.Done)];
        RunSummary[] models = [.. done.DistinctBy(run => run.Outcome)];
        double[] reached =
        [
            .. models.Select(run => epochs[run.RunId].Where(epoch => epoch.TestErrorPct <= TargetErrorPct)
                    .Select(epoch => (double?)epoch.Epoch).Min())
                .OfType<double>(),
        ];
        return new VariantSummary(
            runs[0].Variant, runs, Over(models, run => run.TrainErrorPct), Over(models, run => run.TestErrorPct),
            Over(models, run => run.GapPct), Sample.OfAny(reached), models.Length - reached.Length,
            Over(done, run => run.TrainSeconds), Over(done, run => run.ImagesPerSecond));
    }

    /// <summary>
    /// Numbers that predictions follow from; the mean of the runs, where each learns how many it needs.
    /// </summary>
    public int Parameters => (int)Math.Round((Done > 0 ? Finished : Runs).Average(run => (double)run.Parameters));

    /// <summary>Time to classify the test images once.</summary>
    public Sample? PredictSeconds => Over(Finished, run => run.PredictSeconds);

    /// <summary>The variant whose settings were tuned, which gave this one; null for one as the spec has it.</summary>
    public string? TunedFrom => Runs[0].TunedFrom;

    /// <summary>Whether another has the very same runs, as where tuning has chosen what was there before.</summary>
    public bool IsSameAs(VariantSummary? other) =>
        other is not null && Runs.Select(run => run.RunId).SequenceEqual(other.Runs.Select(run => run.RunId));

    /// <summary>Runs that are done.</summary>
    public int Done => Count(RunStatus.Done);

    /// <summary>Different models among the runs that are done: n of every sample of errors.</summary>
    public int Models => Finished.DistinctBy(run => run.Outcome).Count();

    /// <summary>Whether the seed changes nothing: several runs are done, and all of them are one model.</summary>
    public bool IsFixed => RunPairs.AreOne(Finished);

    /// <summary>Runs whose loss stopped being finite.</summary>
    public int Diverged => Count(RunStatus.Diverged);

    /// <summary>Runs that ended in an error.</summary>
    public int Failed => Count(RunStatus.Failed);

    /// <summary>The run of the lowest test error, the first of equals; null if none is done.</summary>
    public RunSummary? Best => Runs.Where(run => run.TestErrorPct is not null).MinBy(run => run.TestErrorPct);

    /// <summary>The run of the highest test error.</summary>
    public RunSummary? Worst => Runs.Where(run => run.TestErrorPct is not null).MaxBy(run => run.TestErrorPct);

    private IEnumerable<RunSummary> Finished => Runs.Where(run => run.Status == RunStatus.Done);

    private int Count(RunStatus status) => Runs.Count(run => run.Status == status);

    private static Sample? Over(IEnumerable<RunSummary> runs, Func<RunSummary, double?> figure) =>
        Sample.OfAny([.. runs.Select(figure).OfType<double>()]);
}
