namespace LeNetLab.Specs;

/// <summary>One thing wrong with a spec, and the way out.</summary>
/// <param name="File">
/// The file as the user named it; <c>SET</c> for a command-line override; or an option as it was given, e.g.
/// <c>ENGINE=torch</c>, which has neither lines nor columns.
/// </param>
/// <param name="Line">From 1; 0 for an option.</param>
/// <param name="Column">From 1; 0 for an option.</param>
/// <param name="Message">The offending key or value, what is allowed, and the nearest valid name.</param>
public sealed record SpecError(string File, int Line, int Column, string Message)
{
    /// <summary>As compilers print it, so that editors can jump there.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>A spec was refused; carries every error found, not the first alone.</summary>
public sealed class SpecException(IReadOnlyList<SpecError> errors) : Exception(Listed(errors))
{
    // More are no help to anyone: a text with a mistake in each of 10,000 lines is not a spec at all.
    private const int MostListed = 50;

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<SpecError> Errors { get; } = errors;

    private static string Listed(IReadOnlyList<SpecError> errors) =>
        string.Join('\n', errors.Take(MostListed))
        + (errors.Count > MostListed ? $"\n… and {errors.Count - MostListed:N0} more" : "");
}
