namespace LeNetLab.Naming;

/// <summary>Paths as people write them: <c>~</c> is their home folder, and an address is no path.</summary>
/// <param name="home">The home folder, absolute; null where there is none.</param>
public sealed class UserPaths(string? home)
{
    private const string LocalAddress = "file:/";

    /// <summary>What is wrong with a text as a path, as the rest of a sentence about it; null if nothing is.</summary>
    public string? Problem(string text) => FormProblem(text) ?? (home is null && IsAtHome(text)
        ? "begins with the home folder, and there is none: neither HOME nor this account names one; write the path in "
            + "full"
        : null);

    /// <summary>The part of it that is the same on every machine and for every account.</summary>
    public static string? FormProblem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(LocalAddress, StringComparison.OrdinalIgnoreCase))
        {
            string rest = text[LocalAddress.Length..].TrimStart('/');
            bool hasHost = text.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && text[7..] is not ['/', ..];
            return hasHost ? "is an address" : $"is an address; as a path it is {new Uri($"file:///{rest}").LocalPath}";
        }

        if (text.Contains("://", StringComparison.Ordinal))
            return "is an address";

        return text.StartsWith('~') && text.Length > 1 && !IsAtHome(text)
            ? $"begins with another user's home folder, which is not looked up; write the path in full, or ./{text} if "
                + "that is its name"
            : null;
    }

    /// <summary>The path that a text means.</summary>
    /// <exception cref="ArgumentException">It is none, see <see cref="Problem"/>.</exception>
    public string Expand(string text) => Problem(text) is { } problem
        ? throw new ArgumentException($"{text} {problem}", nameof(text))
        : IsAtHome(text) ? Path.Join(home, text[1..]) : text;

    private static bool IsAtHome(string text) =>
        text is ['~'] || (text is ['~', char next, ..] && (next == '/' || next == Path.DirectorySeparatorChar));
}
