namespace LeNetLab.Benchmarks.Figures;

/// <summary>On which side of its limit an aim lies.</summary>
internal enum Bound
{
    AtLeast,
    AtMost,
    Under,
}

/// <summary>What a figure's median is to be.</summary>
/// <param name="Bound">On which side.</param>
/// <param name="Limit">Of what, in the figure's unit.</param>
/// <param name="KnownCause">Where it is written why it may be missed; null if nobody knows yet.</param>
internal sealed record Aim(Bound Bound, double Limit, string? KnownCause)
{
    public static Aim AtLeast(double limit, string? knownCause = null) => new(Bound.AtLeast, limit, knownCause);

    public static Aim AtMost(double limit, string? knownCause = null) => new(Bound.AtMost, limit, knownCause);

    public static Aim Under(double limit, string? knownCause = null) => new(Bound.Under, limit, knownCause);

    /// <summary>Whether a value is within the limit; a value that is no number is not.</summary>
    public bool IsReachedBy(double value) => Bound switch
    {
        Bound.AtLeast => value >= Limit,
        Bound.AtMost => value <= Limit,
        _ => value < Limit,
    };

    /// <summary>E.g. <c>≥ 75 %</c>.</summary>
    public string Text(Unit unit)
    {
        string sign = Bound switch { Bound.AtLeast => "≥", Bound.AtMost => "≤", _ => "<" };
        return $"{sign} {Limit:0.##} {unit.Symbol}";
    }
}
