namespace LeNetLab.Benchmarks.Figures;

/// <summary>Where it is written why an aim may be missed: sections of the page on performance.</summary>
internal static class KnownCause
{
    public const string WhatIsStillLost = Page + "#what-is-still-lost";
    public const string NarrowerRegisters = Page + "#narrower-registers";
    public const string Threads = Page + "#several-threads-for-one-run";
    public const string Seeds = Page + "#seeds-in-the-lanes";
    public const string ManyRunsOnACard = Page + "#the-torch-engine";

    private const string Page = "docs/performance.md";

    /// <summary>Each of them; a test looks them up.</summary>
    public static IReadOnlyList<string> All { get; } = [WhatIsStillLost, NarrowerRegisters, Threads, Seeds, ManyRunsOnACard];
}
