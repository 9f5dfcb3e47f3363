using System.Globalization;

namespace LeNetLab.Results;

/// <summary>Times as the database has them: ISO 8601, UTC, to the millisecond.</summary>
public static class Timestamp
{
    /// <summary>Now.</summary>
    internal static string Of(TimeProvider clock) => Of(clock.GetUtcNow().UtcDateTime);

    /// <summary>A time as text; such texts are in the order of their times.</summary>
    /// <param name="utc">In UTC.</param>
    public static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>A time that the database has.</summary>
    internal static DateTimeOffset Parse(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
