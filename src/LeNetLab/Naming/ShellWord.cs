namespace LeNetLab.Naming;

/// <summary>Text as one word of a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>The text within single quotes, between which a shell takes everything for itself but a single quote.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
