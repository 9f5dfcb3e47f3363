using System.CommandLine;
using System.CommandLine.Parsing;
using LeNetLab.Launchers;
using LeNetLab.Naming;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Results.Trash;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab rm</c>.</summary>
internal static class RmVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string?> name = new("name")
        {
            Description = "A run's id or its beginning (it leaves every experiment), a variant, or an experiment. "
                + "Runs that another experiment has too stay for that one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> experiment = new("--experiment")
        {
            Description = "Whose variant is meant, where several experiments have it; with --former, whose runs they were.",
            HelpName = "name",
        };
        Option<bool> former = new("--former")
        {
            Description = "Remove the runs that no experiment asks for any longer.",
        };
        Option<string?> undo = new("--undo")
        {
            Description = "Bring back what was removed last, or what has this id in the trash.",
            HelpName = "id",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be removed; remove nothing." };
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command("rm", "Move runs with all that is recorded of them to the trash, or back.")
        {
            name, experiment, former, undo, dryRun, results,
        };
        command.SetAction(parsed =>
        {
            var removing = new Removing(host, parsed.GetRequiredValue(results));
            bool back = parsed.GetResult(undo) is OptionResult { Implicit: false };
            return back ? removing.Undo(parsed.GetValue(undo))
                : removing.Remove(
                    parsed.GetValue(name), parsed.GetValue(former), parsed.GetValue(experiment), parsed.GetValue(dryRun));
        });
        return command;
    }

    private sealed class Removing(LabHost host, string results)
    {
        private const int MostNamed = 5;

        private readonly TextWriter output = host.Terminal.Out;
        private readonly CommandWords words = host.Commands(results);
        private readonly TrashFolder trash = new(results, host.Clock);

        public int Remove(string? name, bool former, string? experiment, bool dryRun)
        {
            if (string.IsNullOrEmpty(name) != former)
            {
                throw new RefusedException(experiment is null
                    ? $"What is to be removed? {words.Of("rm", ("RUN", "<run id, variant or experiment>"))}, or "
                        + $"{words.Of("rm", ("FORMER", "1"))} for the runs that no experiment asks for any longer"
                    : $"Which variant of {experiment} is to be removed? All of it: {words.Of("rm", ("RUN", experiment))}");
            }

            Removal removal;
            using (ResultsReader reader = ResultsReader.Open(results))
            {
                removal = former
                    ? Removal.OfFormer(reader, experiment)
                    : Removal.Of(reader, name!, experiment);
                removal.RequireIdle(reader, host.Glance);
                RequireBack(removal, reader);
                Describe(removal, reader, dryRun);
                if (former)
                    DescribeFormer(reader.FormerRuns(experiment));
            }

            if (dryRun)
            {
                output.WriteLine("Nothing was removed. Next: the same without the dry run");
                return ExitCode.Done;
            }

            TrashEntry entry = new Remover(results, trash, host.Glance).Remove(removal);
            Publish(removal.Affected);
            output.WriteLine($"It is in the trash. Back with: {words.Of("rm", ("UNDO", entry.Id))}; "
                + $"gone for good with: {words.Of("gc", ("EMPTY_TRASH", "1"))}");
            return ExitCode.Done;
        }

        /// <summary>Refuses to take away an experiment's folder where runs are with Slurm: their results go there.</summary>
        private void RequireBack(Removal removal, ResultsReader reader)
        {
            if (!removal.Whole)
                return;
            int sent;
            try
            {
                sent = new SlurmResults(host, results).Sent(reader.Statuses(), removal.Experiment)
                    .Count(run => run.IsUnderWay);
            }
            catch (LaunchException)
            {
                // Where there is no Slurm to ask, nothing is on its way.
                return;
            }

            if (sent > 0)
            {
                throw new RefusedException($"{Counted.Of(sent, "run")} of {removal.Experiment} {Counted.Word(sent, "is", "are")} "
                    + $"with Slurm, and results would be lost. Next: {words.Of("collect", ("EXP", removal.Experiment))}");
            }
        }

        public int Undo(string? id)
        {
            IReadOnlyList<TrashEntry> entries = trash.Entries();
            TrashEntry entry = entries.LastOrDefault(one => string.IsNullOrEmpty(id) || one.Id == id)
                ?? throw new RefusedException(entries.Count == 0
                    ? "The trash is empty: there is nothing to bring back."
                    : $"There is no '{id}' in the trash. There are: "
                        + string.Join("; ", entries.Select(one => $"{one.Id} ({one.What})")));
            (IReadOnlyList<string> back, IReadOnlyList<string> kept) =
                new Remover(results, trash, host.Glance).Undo(entry);
            output.WriteLine($"Brought back: {entry.What}, {Counted.Of(back.Count, "run")}");
            int later = entry.Runs.Count - back.Count;
            if (later > 0)
            {
                output.WriteLine(
                    $"  {later} {Counted.Word(later, "is", "are")} recorded already, from a later time, and "
                    + Counted.Word(later, "stays as it is", "stay as they are"));
            }

            if (kept.Count > 0)
            {
                output.WriteLine($"  {Counted.Of(kept.Count, "file")} {Counted.Word(kept.Count, "stays", "stay")} in "
                    + $"trash/{entry.Id}/files, since {Counted.Word(kept.Count, "another has taken its place", "others have taken their places")}: {string.Join(", ", kept.Take(MostNamed))}{(kept.Count > MostNamed ? ", …" : "")}");
            }

            Publish(entry.Experiments);
            output.WriteLine($"Next: {words.Of("list")}");
            return ExitCode.Done;
        }

        private void Describe(Removal removal, ResultsReader reader, bool dryRun)
        {
            int going = removal.Runs.Count, shared = removal.Shared.Count;
            string goes = dryRun ? "would go" : Counted.Word(going, "goes", "go");
            string stays = dryRun ? "would stay" : Counted.Word(shared, "stays", "stay");
            output.WriteLine($"{removal.What}: {Counted.Of(going, "run")} {goes}");
            if (shared > 0)
            {
                output.WriteLine($"  {shared} {stays} for another variant or experiment that has "
                    + $"{Counted.Word(shared, "it", "them")} too; by its id a run goes from all");
            }

            if (removal.Whole && reader.FormerRuns(removal.Experiment) is { Count: > 0 } former)
            {
                string stay = dryRun ? "would stay" : Counted.Word(former.Count, "stays", "stay");
                output.WriteLine($"  {Counted.Of(former.Count, "run")} of earlier specs of it {stay}; "
                    + $"{words.Of("rm", ("FORMER", "1"), ("EXP", removal.Experiment))} is for "
                    + Counted.Word(former.Count, "it", "them"));
            }

            foreach (string home in removal.Affected)
            {
                int lost = removal.Members.Count(row => row.Experiment == home);
                ExperimentSummary recorded = reader.Experiment(home);
                output.WriteLine($"  the report of {home} loses {lost}; " + (host.IsUnchanged(recorded)
                    ? $"{words.Again(recorded.Command)} trains {Counted.Word(lost, "it", "them")} again"
                    : "its spec is another now"));
            }
        }

        /// <summary>What the runs were, a line for each variant that was.</summary>
        private void DescribeFormer(IReadOnlyList<RecordedRun> runs)
        {
            foreach (IGrouping<string, RecordedRun> same in runs.GroupBy(run => run.FormerExperiment is { } last
                ? $"{last}: {run.Variant}"
                : "of what experiment was not recorded"))
            {
                IEnumerable<string> statuses = same.CountBy(run => run.Status)
                    .Select(status => $"{status.Value} {status.Key.ToString().ToLowerInvariant()}");
                output.WriteLine($"  {same.Key} ({string.Join(", ", statuses)})");
            }
        }

        /// <summary>Reports say what the database says.</summary>
        private void Publish(IReadOnlyList<string> experiments)
        {
            using ResultsReader reader = ResultsReader.Open(results);
            foreach (ExperimentSummary known in reader.Experiments()
                .Where(known => known.Total > 0 && experiments.Contains(known.Name)))
            {
                output.WriteLine($"  {ExperimentFiles.Write(results, known.Name).Paths[^1]} was written again");
            }
        }
    }
}
