namespace LeNetLab.Tests.Chaos;

/// <summary>Clocks that are wrong and jump, where libfaketime is installed. Time that only passes is right.</summary>
internal static class FakeClock
{
    private static readonly string? Library = new[] { "/usr/lib", "/usr/local/lib" }
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder).Append(folder))
        .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
        .FirstOrDefault(File.Exists);

    public static bool IsThere => Library is not null;

    /// <summary>How the file says that a clock is so many hours ahead.</summary>
    public static string Offset(int hours) => $"{(hours < 0 ? "-" : "+")}{Math.Abs(hours)}h\n";

    /// <summary>What a process finds in its environment so that a file says how wrong its clock is.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string file) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["NO_FAKE_STAT"] = "1",
    };
}
