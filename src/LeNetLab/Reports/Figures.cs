using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Statistics;

namespace LeNetLab.Reports;

/// <summary>
/// Numbers as reports write them. A test set of 10,000 images resolves 0.01 points, so errors have two decimals;
/// means of differences over seeds have three.
/// </summary>
internal static class Figures
{
    /// <summary>What stands where there is nothing to tell.</summary>
    public const string None = "–";

    /// <summary>An error in per cent.</summary>
    public static string Error(double? pct) => pct is double value ? value.ToString("0.00") : None;

    /// <summary>A difference of errors in points, signed.</summary>
    public static string Points(double? difference, string format = "0.000") => difference is double value
        ? Signed(value, format)
        : None;

    /// <summary>Mean ± SD, or the value alone where there is but one.</summary>
    public static string MeanAndSpread(Sample? sample, string format = "0.00") => sample switch
    {
        null => None,
        { Count: 1 } => Plain(sample.Mean, format),
        _ => $"{Plain(sample.Mean, format)} ± {sample.StandardDeviation.ToString(format)}",
    };

    /// <summary>A difference of errors with its SD over seeds.</summary>
    public static string DifferenceAndSpread(Sample? sample) => sample switch
    {
        null => None,
        { Count: 1 } => Points(sample.Mean),
        _ => $"{Points(sample.Mean)} ± {sample.StandardDeviation:0.000}",
    };

    /// <summary>An interval of differences.</summary>
    public static string Between(Interval? interval) =>
        interval is { } known ? $"{Points(known.Low)} to {Points(known.High)}" : None;

    /// <summary>An effect size, signed.</summary>
    public static string Effect(double? size) => size is double value ? Signed(value, "0.00") : None;

    /// <summary>A probability with its interval.</summary>
    public static string Probability(double? share, Interval? interval) => interval is { } known
        ? $"{share:0.00} ({known.Low:0.00} to {known.High:0.00})"
        : None;

    /// <summary>A p-value.</summary>
    public static string P(double p) => p < 0.0005 ? "< 0.001" : p.ToString("0.000");

    /// <summary>"p = …" or "p &lt; …".</summary>
    public static string PEquals(double p) => p < 0.0005 ? "p < 0.001" : $"p = {p:0.000}";

    /// <summary>A number with a real minus sign.</summary>
    public static string Plain(double value, string format) => value.ToString(format).Replace('-', '−');

    /// <summary>The first digits of a hash or id.</summary>
    public static string Short(string? hash) => hash is null ? None : hash.Length <= 12 ? hash : hash[..12];

    /// <summary>What a run was trained with: "torch on cuda".</summary>
    public static string Engine(RunSummary run) => new EngineSpec(run.Engine, run.Device).ToString();

    /// <summary>"6" where all counts are the same, "4 to 6" where they are not.</summary>
    public static string FromTo(IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        int least = all.Min(), most = all.Max();
        return least == most ? $"{least:#,0}" : $"{least:#,0} to {most:#,0}";
    }

    private static string Signed(double value, string format)
    {
        string magnitude = Math.Abs(value).ToString(format);
        return magnitude.All(c => c is '0' or '.') ? magnitude : $"{(value < 0 ? '−' : '+')}{magnitude}";
    }
}
