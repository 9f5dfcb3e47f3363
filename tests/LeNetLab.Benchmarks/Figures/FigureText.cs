namespace LeNetLab.Benchmarks.Figures;

/// <summary>Figures as lines that people read.</summary>
internal static class FigureText
{
    /// <summary>A figure with its rounds and, if it has one, its aim and the verdict.</summary>
    public static string Line(Figure figure)
    {
        string aim = figure is { Spread: not null, Aim: { } wanted }
            ? $"   aim {wanted.Text(figure.Unit)}: {Word(figure.Verdict)}"
            : "";
        string note = figure is { Spread: not null, Note: { } text } ? $"   {text}" : "";
        return $"  {figure.Name}: {Value(figure)}{aim}{note}";
    }

    /// <summary>The verdict, then what it is about; under it what to know, and why if the aim was missed.</summary>
    public static string Judgement(Figure figure)
    {
        string line = $"{Word(figure.Verdict),-12} {figure.Aim?.Text(figure.Unit),-12} "
            + $"{figure.Section}, {figure.Name}: {Value(figure)}";
        if (figure is { Spread: not null, Note: { } note })
            line += $"{Indent}{note}";
        if (figure is { Verdict: Verdict.Missed, Aim.KnownCause: { } cause })
            line += $"{Indent}known cause: {cause}";
        return line;
    }

    /// <summary>In capitals what must not be overlooked.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Reached => "reached",
        Verdict.Missed => "MISSED",
        Verdict.NotMeasured => "not measured",
        _ => "",
    };

    private static string Indent => $"\n{"",26}";

    private static string Value(Figure figure) => figure.Spread is { } spread
        ? $"{figure.Unit.Number(spread.Median)} {figure.Unit.Symbol} "
            + $"({figure.Unit.Number(spread.Min)}–{figure.Unit.Number(spread.Max)}, n = {spread.N})"
        : $"not measured: {figure.Note}";
}
