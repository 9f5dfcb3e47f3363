namespace LeNetLab.Specs;

/// <summary>
/// What to ask of Slurm that a spec does not say: a profile, which is a YAML file with the same section
/// <c>slurm</c> and nothing else, for what a cluster wants of every experiment; and the command line.
/// </summary>
public static class SlurmProfile
{
    private const string CommandLine = "SLURM";

    /// <summary>Reads a profile.</summary>
    /// <param name="file">Name to quote in errors.</param>
    /// <param name="yaml">The text.</param>
    /// <exception cref="SpecException">Anything is wrong; all of it is listed.</exception>
    public static SlurmSpec Read(string file, string yaml)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(yaml);
        var errors = new SpecErrors();
        SlurmSpec slurm = SlurmSpec.None;
        if (SpecTree.Parse(file, yaml, errors) is { } document)
        {
            Dictionary<string, SpecEntry> root = SpecKeys.Read(document, ["slurm"], "a profile", errors);
            if (root.TryGetValue("slurm", out SpecEntry? section))
                slurm = new SlurmReader(errors).Read(section.Value);
            else
                errors.Add(document.Mark, "the key `slurm` is missing; it says what to ask of Slurm");
        }

        errors.ThrowIfAny();
        return slurm;
    }

    /// <summary>Reads <c>key=value</c> from the command line; a list there has one line.</summary>
    /// <param name="settings">Each one setting; columns are counted as if they stood in one line.</param>
    /// <exception cref="SpecException">Anything is wrong; all of it is listed.</exception>
    public static SlurmSpec Read(IReadOnlyList<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var errors = new SpecErrors();
        var reader = new SlurmReader(errors);
        int column = 1;
        foreach (string text in settings)
        {
            int equals = text.IndexOf('=');
            var mark = new SourceMark(CommandLine, 1, column);
            if (equals < 0)
            {
                errors.Add(mark, $"`{Quotation.Of(text)}` sets nothing; write `key=value`, such as `time=30`");
            }
            else
            {
                SourceMark after = mark with { Column = column + equals + 1 };
                reader.Give(
                    new SpecNode.Scalar(mark, text[..equals], IsPlain: true),
                    new SpecNode.Scalar(after, text[(equals + 1)..], IsPlain: true));
            }

            column += text.Length + 1;
        }

        SlurmSpec slurm = reader.Bind();
        errors.ThrowIfAny();
        return slurm;
    }
}
