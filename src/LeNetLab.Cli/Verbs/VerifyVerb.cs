using System.CommandLine;
using LeNetLab.Data;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Sweeps.Verification;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab verify</c>.</summary>
internal static class VerifyVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string?> experiment = new("experiment")
        {
            Description = "Whose runs to check: a name in experiments/, or the path of a spec; all, if none is given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> data = Arguments.Data(host.Paths);
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command(
            "verify",
            "Check the database, every stored hash, and that rows and files belong together. Changes nothing.")
        {
            experiment, data, results,
        };
        command.SetAction((parsed, cancellation) => Run(
            host, parsed.GetValue(experiment), parsed.GetValue(data), parsed.GetRequiredValue(results), cancellation));
        return command;
    }

    private static async Task<int> Run(
        LabHost host, string? experiment, string? data, string results, CancellationToken cancellation)
    {
        string? name = string.IsNullOrEmpty(experiment) ? null : host.RecordedName(experiment, results);
        using ResultsReader reader = ResultsReader.Open(results);
        if (name is not null)
            reader.Experiment(name);
        IReadOnlyList<RecordedRun> runs = reader.Recorded(name);
        CommandWords words = host.Commands(results, data);
        Dictionary<string, Dataset> datasets = await Load(host, runs, data, results, cancellation);
        int count = 0;
        foreach (Finding finding in new Verifier(results, reader, host.Clock).Find(
            runs, run => datasets.GetValueOrDefault(run.DatasetSha256), cancellation))
        {
            count++;
            string steps = string.Join(", then ", finding.Steps.Select(Worded));
            host.Terminal.Out.WriteLine($"{finding.What}\n  → {$"{steps} {finding.Remedy}".Trim()}");
        }

        int done = runs.Count(run => run.Status == RunStatus.Done);
        host.Terminal.Out.WriteLine(count == 0
            ? $"All is as it should be: the database, {Counted.Of(runs.Count, "run")}, weights and predictions of "
                + $"{done} that {Counted.Word(done, "is", "are")} done."
            : $"{Counted.Of(count, "finding")}, {Counted.Of(runs.Count, "run")}, {done} of them done. Next: what stands behind "
                + "each arrow");
        return count == 0 ? ExitCode.Done : ExitCode.SomeFailed;

        // A run is trained again by what asked for it, its overrides included.
        string Worded(NextStep step) => step is { Verb: "run", Of: { } home }
            ? words.Again(reader.Experiment(home).Command)
            : words.Of(step);
    }

    /// <summary>The datasets of runs that are done, by their sums; says which cannot be had.</summary>
    private static async Task<Dictionary<string, Dataset>> Load(
        LabHost host, IReadOnlyList<RecordedRun> runs, string? data, string results, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Dataset>(StringComparer.Ordinal);
        foreach (var wanted in runs.Where(run => run.Status == RunStatus.Done)
            .GroupBy(run => (run.Dataset, run.DatasetSha256)))
        {
            string left = $"the errors of {Counted.Of(wanted.Count(), "run")} on it are not computed again";
            try
            {
                found[wanted.Key.DatasetSha256] = await host.RecordedDatasetAsync(
                    wanted.Key.Dataset, wanted.Key.DatasetSha256, data, results, cancellation);
            }
            catch (DatasetException missing)
            {
                host.Terminal.Out.WriteLine($"{missing.Message}\nWithout {wanted.Key.Dataset}, {left}.");
            }
        }

        return found;
    }
}
