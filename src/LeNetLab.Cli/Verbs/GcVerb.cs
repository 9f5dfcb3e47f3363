using System.CommandLine;
using LeNetLab.Naming;
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
        Option<string> results = Arguments.Results(host.Paths);
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
            return Empty(host, trash, dryRun, results);
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
        CommandWords words = host.Commands(results);
        if (former > 0)
        {
            host.Terminal.Out.WriteLine(
                $"No experiment asks for {Counted.Of(former, "run")} any longer. "
                + $"{Counted.Word(former, "It stays", "They stay")}: {words.Of("rm", ("FORMER", "1"))} moves "
                + $"{Counted.Word(former, "it", "them")} to the trash, with {words.Option("DRY_RUN", "1")} it lists "
                + $"{Counted.Word(former, "it", "them")}.");
        }

        host.Terminal.Out.WriteLine(
            orphans.Count == 0
                ? $"{(former > 0 ? "No file" : "Nothing")} lies about. In the trash: {trash.Entries().Count}"
            : dryRun ? $"{Counted.Of(orphans.Count, "file")} would go to the trash; nothing was moved. Next: {words.Of("gc")}"
            : $"{Counted.Of(orphans.Count, "file")} {Counted.Word(orphans.Count, "is", "are")} in the trash. Back with: "
                + $"{words.Of("rm", ("UNDO", "last"))}; gone for good with: {words.Of("gc", ("EMPTY_TRASH", "1"))}");
        return ExitCode.Done;
    }

    private static int Empty(LabHost host, TrashFolder trash, bool dryRun, string results)
    {
        foreach (TrashEntry entry in trash.Entries())
            host.Terminal.Out.WriteLine($"  {entry.Id}: {entry.What}, {Counted.Of(entry.Runs.Count, "run")}");
        host.Terminal.Out.WriteLine(dryRun
            ? "Nothing was deleted."
            : $"The trash is empty; {trash.Empty() / 1e6:0.0} MB are free again. Next: {host.Commands(results).Of("list")}");
        return ExitCode.Done;
    }
}
