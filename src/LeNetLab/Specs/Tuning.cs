namespace LeNetLab.Specs;

/// <summary>
/// What is chosen for each variant before its seeds run, on images held out of the training set. Every variant has the
/// same budget: as many settings to try, epochs and seeds.
/// </summary>
/// <param name="Variants">In the order of the sweep.</param>
public sealed record Tuning(IReadOnlyList<TunedVariant> Variants)
{
    /// <summary>
    /// Where the seeds of trials begin; those that the experiment itself has are passed over. A choice must not be made
    /// on the very draws that it is then judged by.
    /// </summary>
    public const long FirstTrialSeed = 900_000_001;

    /// <summary>What follows a variant's name where its settings are tuned.</summary>
    public const string TunedSuffix = ", tuned";

    /// <summary>What stands between a variant's name and what is tried for it.</summary>
    public const string TriedMark = ": ";

    /// <summary>Every trial, in the order of variants, settings and seeds.</summary>
    public IEnumerable<RunSpec> Trials =>
        Variants.SelectMany(variant => variant.Candidates).SelectMany(candidate => candidate.Trials);

    /// <summary>Every run that a choice may ask for.</summary>
    public IEnumerable<RunSpec> PossibleRuns =>
        Variants.SelectMany(variant => variant.Candidates).SelectMany(candidate => candidate.Runs);
}

/// <summary>A variant and the settings to be tried for it.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Candidates">In the order of the spec; of equally good ones the first is taken.</param>
public sealed record TunedVariant(string Variant, IReadOnlyList<TuneCandidate> Candidates);

/// <summary>Settings to be tried for one variant.</summary>
/// <param name="Name">The trials' name: <c>activation=tanh: learning_rate=0.02</c>.</param>
/// <param name="Trials">What tries them, a run for each of the trials' seeds.</param>
/// <param name="Runs">What they give if they are chosen, a run for each of the experiment's seeds.</param>
public sealed record TuneCandidate(string Name, IReadOnlyList<RunSpec> Trials, IReadOnlyList<RunSpec> Runs);
