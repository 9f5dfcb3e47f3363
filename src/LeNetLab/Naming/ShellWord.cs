using System.Text;

namespace LeNetLab.Naming;

/// <summary>Text as one word of a POSIX shell, and words of a shell as texts.</summary>
public static class ShellWord
{
    /// <summary>The text within single quotes, between which a shell takes everything for itself but a single quote.</summary>
    public static string Quoted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    /// <summary>The text as a reader would type it: without quotes where a shell needs none.</summary>
    public static string Typed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool plain = text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=,".Contains(letter));

        // Double quotes read better; within them a shell still sees some signs.
        return plain ? text
            : text.AsSpan().ContainsAny("\"$`\\!") ? Quoted(text)
            : $"\"{text}\"";
    }

    /// <summary>The words of a line, without their quotes: what <see cref="Typed"/> has made comes back.</summary>
    /// <returns>Null where a quote is left open, or a shell would do more than take words.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = new List<string>();
        StringBuilder? word = null;
        for (int i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ':
                    if (word is not null)
                        words.Add($"{word}");
                    word = null;
                    break;
                case '\'' or '"':
                    int end = line.IndexOf(line[i], i + 1);
                    if (end < 0 || (line[i] == '"' && line.AsSpan(i + 1, end - i - 1).ContainsAny("$`\\")))
                        return null;
                    word = (word ?? new StringBuilder()).Append(line, i + 1, end - i - 1);
                    i = end;
                    break;
                case '\\' when i + 1 < line.Length:
                    word = (word ?? new StringBuilder()).Append(line[++i]);
                    break;
                case '$' or '`' or ';' or '|' or '&' or '<' or '>' or '\\' or '\n':
                    return null;
                default:
                    word = (word ?? new StringBuilder()).Append(line[i]);
                    break;
            }
        }

        if (word is not null)
            words.Add($"{word}");
        return words;
    }
}
