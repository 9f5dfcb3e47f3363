namespace LeNetLab.Naming;

/// <summary>Nouns and verbs in the number that a count asks for.</summary>
public static class Counted
{
    /// <summary>So many of something: <c>1 run</c>, <c>2 runs</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What one is called.</param>
    /// <param name="several">What several are called, where that is not the noun with an s.</param>
    public static string Of(long count, string noun, string? several = null) =>
        $"{count} {Word(count, noun, several ?? $"{noun}s")}";

    /// <summary>The word for one, or that for none and several: <c>is</c>, <c>are</c>.</summary>
    public static string Word(long count, string one, string several) => count == 1 ? one : several;
}
