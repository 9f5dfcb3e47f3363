using LeNetLab.Data;
using LeNetLab.Launchers;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>Keeps results that the database does not take, and records those that were kept before.</summary>
internal sealed class SpoolResults(LabHost host, string results)
{
    private readonly Spool spool = new(results, Path.GetTempPath());

    /// <summary>Records what waits, says so, and reports it; says nothing where nothing waits.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="reporting">The experiment whose report the caller writes.</param>
    /// <returns>How many runs were recorded.</returns>
    public int Collect(ResultsDatabase database, string? reporting = null)
    {
        if (!spool.Folders.Any(Directory.Exists))
            return 0;
        SpoolCollection collection = new SpoolCollector(database, spool, host.Clock).Collect();
        foreach (string problem in collection.Problems)
            host.Terminal.Error.WriteLine(problem);
        int taken = collection.RunIds.Count;
        if (taken > 0)
            host.Terminal.Out.WriteLine($"  recorded  {Runs(taken)} that could not be when {Ended(taken)}");
        TakenRuns.Report(results, collection.RunIds, reporting);
        return taken;
    }

    /// <summary>The same, for who has not opened the database: it is opened where something waits.</summary>
    public void Collect()
    {
        if (spool.Waiting() is not [_, ..] waiting)
            return;
        try
        {
            using ResultsDatabase database = host.OpenResults(results);
            Collect(database);
        }
        catch (ResultsException closed)
        {
            host.Terminal.Error.WriteLine(
                $"{Runs(waiting.Count)} of {Path.GetDirectoryName(waiting[0])} cannot be recorded yet: "
                + closed.Message);
        }
    }

    /// <summary>Records a sweep, for as long as it takes.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="recorder">Records while the database can be reached.</param>
    /// <param name="sweep">What is trained, and on what.</param>
    /// <param name="notice">Told what goes wrong.</param>
    /// <param name="stop">Ends waiting for room.</param>
    public PatientRecorder Recorder(
        ResultsDatabase database, DatabaseRecorder recorder, (IReadOnlyList<SweepItem> Items, Dataset Dataset) sweep,
        Action<string> notice, CancellationToken stop)
    {
        Dictionary<string, PlannedRun> runs = sweep.Items.Select(item => item.Run)
            .ToDictionary(run => run.RunId, StringComparer.Ordinal);
        var keeper = new SpoolKeeper(
            spool, new SpoolCollector(database, spool, host.Clock),
            runId => ManifestRun.Of(runs[runId], sweep.Dataset.TestCount), recorder.Provenance, host.Clock);
        return new PatientRecorder(recorder, keeper, Patience.Usual, notice, stop);
    }

    /// <summary>Says what could not be recorded, and how it is to be.</summary>
    /// <param name="left">What was left at the end.</param>
    /// <param name="command">What goes on with the sweep.</param>
    /// <returns>Whether there was anything.</returns>
    public bool PrintLeft(Backlog left, string command)
    {
        TextWriter output = host.Terminal.Out;
        string why = left.Fault is { } fault ? StorageFault.Describe(fault) : "somebody else is at these runs.";
        foreach (IGrouping<string?, string> place in left.Files.GroupBy(Path.GetDirectoryName))
            output.WriteLine($"{Runs(place.Count())} could not be recorded: {why} Kept in {place.Key}");
        if (left.Lost > 0)
            output.WriteLine($"{Runs(left.Lost)} could be written nowhere, and must be trained again: {why}");
        if (left.Files.Count + left.Lost == 0)
            return false;
        output.WriteLine($"Next, when that is mended: {host.Commands(results).Of("status")} records what was kept, and "
            + $"so does {command}, which goes on.");
        return true;
    }

    private static string Runs(int count) => Counted.Of(count, "result");

    private static string Ended(int count) => Counted.Word(count, "its run ended", "their runs ended");
}
