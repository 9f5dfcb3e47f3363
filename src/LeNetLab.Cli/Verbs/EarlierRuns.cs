using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>Runs that an experiment was asked for before, and is not now.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="options">What is asked for now.</param>
/// <param name="request">The runs that are asked for now.</param>
internal sealed class EarlierRuns(LabHost host, RunOptions options, SweepRequest request)
{
    /// <summary>The command that brings them back as things are: its spec may have changed, or its dataset.</summary>
    /// <param name="declared">The experiment as it was recorded with them.</param>
    /// <param name="runIds">The runs.</param>
    /// <returns>Null where the earlier command does not ask for all of them any more, or that cannot be told.</returns>
    public string? Command(ExperimentSummary declared, IReadOnlyList<string> runIds)
    {
        if (RunCommand.Read(declared.Command, options with { Retry = null, Only = [] }) is not { } earlier)
            return null;
        try
        {
            string file = host.Experiments.Find(earlier.Experiment);
            ExperimentSpec spec = SpecReader.Read(file, SpecFile.ReadText(file), earlier.Overrides, earlier.Compute);
            return spec.Name == declared.Name && runIds.Except(RunIds(spec)).ToArray() is []
                ? RunCommand.Here(host.Commands(options.Results, options.Data), earlier, spec.Engines)
                : null;
        }
        catch (Exception refusal) when (refusal is SpecException or RefusedException or SweepRefusedException
            or EngineUnavailableException)
        {
            return null;
        }
    }

    /// <summary>The runs that a spec asks for on the dataset at hand; none where it asks for another.</summary>
    private IEnumerable<string> RunIds(ExperimentSpec spec)
    {
        if (spec.Dataset != request.Experiment.Dataset && spec.Dataset != request.Dataset.Name)
            return [];
        using EngineSet engines = Terminal.Quietly(() => EngineSet.Open(spec.Engines, host.Engines.Open));
        ExperimentSpec whole = spec with { Runs = [.. spec.Runs, .. spec.Tuning?.PossibleRuns ?? []] };
        return [.. SweepPlan.Create(whole, request.Dataset, engines.Identity).Runs.Select(run => run.RunId)];
    }
}
