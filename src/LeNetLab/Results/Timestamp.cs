using System.Globalization;

namespace LeNetLab.Results;

/// <summary>Times as the database has them: ISO 8601, UTC, to the millisecond.</summary>
internal static class Timestamp
{
    /// <summary>Now.</summary>
    public static string Of(TimeProvider clock) =>
        clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>A time that the database has.</summary>
    public static DateTimeOffset Parse(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
