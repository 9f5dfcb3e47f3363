namespace LeNetLab.Benchmarks.Figures;

/// <summary>Where it is written why an aim may be missed: a section of the page on performance.</summary>
internal static class KnownCause
{
    public const string WhatIsStillLost = "docs/performance.md#what-is-still-lost";

    /// <summary>Each of them; a test looks them up.</summary>
    public static IReadOnlyList<string> All { get; } = [WhatIsStillLost];
}
