namespace LeNetLab.Results;

/// <summary>A table of values.</summary>
/// <param name="Columns">Names, not necessarily distinct.</param>
/// <param name="Rows">[row][column]: null, <see cref="long"/>, <see cref="double"/>, text or bytes.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>
    /// A value as text, the same in every format: numbers so that reading them gives the same bits, bytes as
    /// lower-case hex, null as nothing.
    /// </summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R"),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ => $"{value}",
    };
}
