namespace LeNetLab.Benchmarks.Figures;

/// <summary>Where it is written why an aim may be missed: sections of the page on performance.</summary>
internal static class KnownCause
{
    public const string WhereTheTimeGoes = "docs/performance.md#where-the-time-goes";
    public const string WhatWasTried = "docs/performance.md#what-was-tried";

    /// <summary>Each of them; a test looks them up.</summary>
    public static IReadOnlyList<string> All { get; } = [WhereTheTimeGoes, WhatWasTried];
}
