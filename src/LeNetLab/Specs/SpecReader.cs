namespace LeNetLab.Specs;

/// <summary>YAML text to an <see cref="ExperimentSpec"/>.</summary>
public static class SpecReader
{
    /// <summary>Reads, validates and expands a spec.</summary>
    /// <param name="file">Name to quote in errors.</param>
    /// <param name="yaml">The text.</param>
    /// <param name="overrides">Command-line settings, each <c>path=value</c>; they win over the file.</param>
    /// <exception cref="SpecException">Anything is wrong; all of it is listed.</exception>
    public static ExperimentSpec Read(string file, string yaml, IReadOnlyList<string> overrides) =>
        throw new NotSupportedException();
}
