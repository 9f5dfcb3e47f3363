using System.CommandLine;
using LeNetLab.Cli.Display;
using LeNetLab.Results;
using LeNetLab.Results.Trash;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab gc</c>.</summary>
internal static class GcVerb
{
    public static Command Create(LabHost host)
    {
        Option<bool> empty = new("--empty-trash")
        {
            Description = "Delete for good what is in the trash; nothing else.",
        };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would go; move and delete nothing." };
        Option<string> results = Arguments.Results();
        var command = new Command("gc", "Move files that nothing refers to into the trash, or empty it.")
        {
            empty, dryRun, results,
        };
        command.SetAction(parsed => Run(
            host, parsed.GetValue(empty), parsed.GetValue(dryRun), parsed.GetRequiredValue(results)));
        return command;
    }

    private static int Run(LabHost host, bool empty, bool dryRun, string results)
    {
        var trash = new TrashFolder(results, host.Clock);
        if (empty)
            return Empty(host, trash, dryRun);
        IReadOnlyList<(string Path, string Reason)> orphans;
        int former;
        using (ResultsReader reader = ResultsReader.Open(results))
        {
            orphans = new OrphanedFiles(results, host.Clock).Find(reader.Statuses());
            former = reader.FormerRuns().Count;
        }

        foreach ((string path, string reason) in orphans)
            host.Terminal.Out.WriteLine($"  {Path.Combine(results, path)}: {reason}");
        if (orphans.Count > 0 && !dryRun)
            new Remover(results, trash, host.Glance).Remove([.. orphans.Select(orphan => orphan.Path)]);
        string place = MakeCommand.In(results);
        if (former > 0)
        {
            host.Terminal.Out.WriteLine(
                $"No experiment asks for {Wording.Runs(former)} any longer. They stay: make rm FORMER=1{place} moves them "
                + "to the trash, with DRY_RUN=1 it lists them.");
        }

        host.Terminal.Out.WriteLine(
            orphans.Count == 0
                ? $"{(former > 0 ? "No file" : "Nothing")} lies about. In the trash: {trash.Entries().Count}"
            : dryRun ? $"{orphans.Count} would go to the trash; nothing was moved. Next: make gc{place}"
            : $"{orphans.Count} are in the trash. Back with: make rm UNDO=last{place}; gone for good with: "
                + $"make gc EMPTY_TRASH=1{place}");
        return ExitCode.Done;
    }

    private static int Empty(LabHost host, TrashFolder trash, bool dryRun)
    {
        foreach (TrashEntry entry in trash.Entries())
            host.Terminal.Out.WriteLine($"  {entry.Id}: {entry.What}, {Wording.Runs(entry.Runs.Count)}");
        host.Terminal.Out.WriteLine(dryRun
            ? "Nothing was deleted."
            : $"The trash is empty; {trash.Empty() / 1e6:0.0} MB are free again. Next: make list");
        return ExitCode.Done;
    }
}
