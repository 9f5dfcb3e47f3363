namespace LeNetLab.Benchmarks.Figures;

/// <summary>How a figure stands to its aim.</summary>
internal enum Verdict
{
    /// <summary>It has none: it is for information.</summary>
    NoAim,

    Reached,

    Missed,

    /// <summary>Neither reached nor missed: something that it takes is not there.</summary>
    NotMeasured,
}

/// <summary>One thing measured, or meant to be.</summary>
/// <param name="Section">The section that it belongs to.</param>
/// <param name="Name">What it is of.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Spread">Its rounds; null if it was not measured, and <see cref="Note"/> says why.</param>
internal sealed record Figure(string Section, string Name, Unit Unit, Spread? Spread)
{
    /// <summary>What its median is to be, if anything.</summary>
    public Aim? Aim { get; init; }

    /// <summary>What a reader must know to judge it, in a phrase.</summary>
    public string? Note { get; init; }

    public Verdict Verdict =>
        Spread is null ? Verdict.NotMeasured
        : Aim is null ? Verdict.NoAim
        : Aim.IsReachedBy(Spread.Median) ? Verdict.Reached
        : Verdict.Missed;
}
