namespace LeNetLab.Reports;

/// <summary>A curve in one line of text: <c>█▅▃▂▁</c>, the highest value of the curve full, its lowest an eighth.</summary>
public static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const char Missing = '·';

    /// <summary>The curve.</summary>
    /// <param name="values">In order; null or not finite where there is none, which is shown as a point.</param>
    /// <param name="width">
    /// The most characters, at least 1. A longer curve is shown by the means of neighbours.
    /// </param>
    public static string Of(IReadOnlyList<double?> values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        int length = Math.Min(width, values.Count);
        double?[] points =
        [
            .. Enumerable.Range(0, length).Select(i => Mean(
                [.. values.Skip(i * values.Count / length)
                    .Take(((i + 1) * values.Count / length) - (i * values.Count / length))])),
        ];
        double low = points.Min() ?? 0, high = points.Max() ?? 0;
        return string.Concat(points.Select(point => point is { } value ? Bar(value, low, high) : Missing));
    }

    private static double? Mean(double?[] values) =>
        values.Where(value => value is { } number && double.IsFinite(number)).Average();

    // A curve that does not move lies at the bottom.
    private static char Bar(double value, double low, double high) =>
        high > low ? Bars[(int)Math.Round((value - low) / (high - low) * (Bars.Length - 1))] : Bars[0];
}
