using LeNetLab.Specs;

namespace LeNetLab.Cli.Verbs;

/// <summary>What the command line says about Slurm.</summary>
/// <param name="Profile">The file of a profile, or null.</param>
/// <param name="Settings">Each <c>key=value</c>.</param>
internal sealed record SlurmOptions(string? Profile, IReadOnlyList<string> Settings)
{
    /// <summary>The spec, and what is asked of Slurm: the command line over the profile over the spec.</summary>
    /// <param name="spec">Reads the spec.</param>
    /// <exception cref="SpecException">Any of them is wrong; everything that is wrong is listed.</exception>
    public (ExperimentSpec Experiment, SlurmSpec Slurm) Read(Func<ExperimentSpec> spec)
    {
        var errors = new List<SpecError>();
        ExperimentSpec? experiment = Attempt(spec);
        SlurmSpec? profile = Profile is { } file
            ? Attempt(() => SlurmProfile.Read(file, SpecFile.ReadText(file)))
            : SlurmSpec.None;
        SlurmSpec? given = Attempt(() => SlurmProfile.Read(Settings));
        if (errors.Count > 0)
            throw new SpecException(errors);
        return (experiment!, given!.Over(profile!.Over(experiment!.Slurm)));

        T? Attempt<T>(Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (SpecException refusal)
            {
                errors.AddRange(refusal.Errors);
                return null;
            }
        }
    }
}
