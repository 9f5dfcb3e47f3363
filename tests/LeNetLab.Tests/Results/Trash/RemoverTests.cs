using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Results.Trash;

namespace LeNetLab.Tests.Results.Trash;

public sealed class RemoverTests : IDisposable
{
    private static readonly PlannedRun Own = SyntheticResults.Plan("a", 1), Shared = SyntheticResults.Plan("b", 1),
        Other = SyntheticResults.Plan("c", 1);

    private static readonly string[] Tables =
        ["runs", "settings", "epochs", "predictions", "experiments", "experiment_runs"];

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly TrashFolder trash;
    private readonly Remover remover;

    public RemoverTests()
    {
        trash = new TrashFolder(folder.Path, clock);
        remover = new Remover(folder.Path, trash, new RunnerGlance(new ProcessTable(), clock));
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        database.Declare("one", "Which?", "", [Own, Shared]);
        database.Declare("two", "Which?", "", [Shared, Other]);
        using Runner runner = Register();
        foreach (PlannedRun run in new[] { Own, Shared, Other })
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0, run.Spec.Variant[0]));
        folder.Write("one/report.md", [1]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("one", 1, 1)]
    [InlineData("a", 1, 0)]
    [InlineData("id of the shared run", 1, 0)]
    public void What_is_removed_comes_back_to_the_last_value_and_the_last_file(string name, int runs, int shared)
    {
        (string before, string[] files) = (Everything(), Files());
        Removal removal = Found(name.StartsWith("id", StringComparison.Ordinal) ? Shared.RunId : name);
        Assert.Equal((runs, shared), (removal.Runs.Count, removal.Shared.Count));

        TrashEntry entry = remover.Remove(removal);

        Assert.NotEqual(before, Everything());
        Assert.All(removal.Runs, id => Assert.DoesNotContain(id, Everything(), StringComparison.Ordinal));
        Assert.Equal(files.Length - runs - (removal.Whole ? 1 : 0), Files().Length);
        using (ResultsReader reader = ResultsReader.Open(folder.Path))
            Assert.Empty(reader.Damage());
        Assert.Equal(removal.Runs, remover.Undo(entry).Runs);
        Assert.Equal(before, Everything());
        Assert.Equal(files, Files());
        Assert.Empty(trash.Entries());
    }

    [Fact]
    public void An_experiment_leaves_what_another_has_too_and_a_run_leaves_all()
    {
        remover.Remove(Found("one"));
        using (ResultsReader reader = ResultsReader.Open(folder.Path))
        {
            Assert.Equal(["two"], reader.Experiments().Select(known => known.Name));
            Assert.Equal([Shared.RunId, Other.RunId], reader.Runs("two").Select(row => row.RunId));
        }

        Removal run = Found(Shared.RunId);
        Assert.Equal(["two"], run.Affected);
        remover.Remove(run);
        using ResultsReader after = ResultsReader.Open(folder.Path);
        Assert.Equal([Other.RunId], after.Runs("two").Select(row => row.RunId));
    }

    [Fact]
    public void A_run_that_is_being_trained_is_never_removed()
    {
        PlannedRun begun = SyntheticResults.Plan("c", 2);
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock))
        using (Runner runner = Register())
        {
            database.Declare("two", "Which?", "", [Shared, Other, begun]);
            Assert.NotNull(database.Claim(begun.RunId, runner, SyntheticResults.Provenance).Lease);
            string all = Everything();

            Assert.Contains(
                "1 of these runs is being trained", Assert.Throws<ResultsException>(() => remover.Remove(Found("two"))).Message);
            Assert.Equal(all, Everything());
            Assert.Empty(trash.Entries());
        }

        // Its process is through with it, if not with grace: the run is recorded as running still.
        Assert.Contains(begun.RunId, remover.Remove(Found("two")).Runs);
    }

    [Fact]
    public void A_run_that_was_removed_meanwhile_is_nobodys()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using Runner runner = Register();
        PlannedRun waiting = SyntheticResults.Plan("c", 2);
        database.Declare("two", "Which?", "", [Shared, Other, waiting]);
        remover.Remove(Found(waiting.RunId));

        Assert.Equal(new RunClaim(null, null), database.Claim(waiting.RunId, runner, SyntheticResults.Provenance));
    }

    [Fact]
    public void A_run_that_was_trained_anew_stays_and_one_that_only_waits_is_replaced()
    {
        TrashEntry entry = remover.Remove(Found("one"));
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock))
        {
            database.Declare("one", "Which now?", "", [Own]);
            Assert.Equal([Own.RunId], remover.Undo(entry).Runs);
            entry = remover.Remove(Found("a"));
            database.Declare("one", "Which now?", "", [Own]);
            using Runner runner = Register();
            SyntheticResults.Complete(database, runner, Own, SyntheticResults.Trained(0, 7));
        }

        Assert.Empty(remover.Undo(entry).Runs);
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        Assert.Equal(7, reader.Runs("one")[0].TestErrorPct);
        Assert.Equal("Which now?", reader.Experiment("one").Question);
        Assert.Empty(reader.Damage());
    }

    [Fact]
    public void Files_go_back_beside_newer_ones_and_stay_in_the_trash_where_their_place_is_taken()
    {
        folder.Write("one/notes.md", [1]);
        folder.Write("one/report.md", [1]);
        folder.Write("one/slurm/batch/results/r.json", [1]);
        TrashEntry entry = remover.Remove(Found("one"));
        folder.Write("one/report.md", [2, 2]);
        folder.Write("one/slurm/other.json", [2]);

        Assert.Equal(["one/report.md"], remover.Undo(entry).Kept.Select(path => path.Replace('\\', '/')));

        Assert.Equal([2, 2], File.ReadAllBytes(folder.At("one/report.md")));
        Assert.True(File.Exists(folder.At("one/notes.md")));
        Assert.True(File.Exists(folder.At("one/slurm/batch/results/r.json")));
        Assert.True(File.Exists(folder.At("one/slurm/other.json")));
        Assert.Equal([1], File.ReadAllBytes(folder.At($"trash/{entry.Id}/files/one/report.md")));

        // With the place free again the rest comes back too, and then the entry is gone.
        File.Delete(folder.At("one/report.md"));
        Assert.Empty(remover.Undo(Assert.Single(trash.Entries())).Kept);
        Assert.Equal([1], File.ReadAllBytes(folder.At("one/report.md")));
        Assert.Empty(trash.Entries());
    }

    [Fact]
    public void What_a_killed_removal_left_lying_goes_where_it_belongs_and_comes_back_with_it()
    {
        string weights = new ResultsFolder(folder.Path).Weights(Own.RunId), aside = folder.At("aside");
        string before = Everything();
        File.Move(weights, aside);
        TrashEntry entry = remover.Remove(Found("a"));
        File.Move(aside, weights);

        (string path, _) = Assert.Single(Orphans());
        Assert.Null(remover.Remove([path]));

        Assert.False(File.Exists(weights));
        remover.Undo(entry);
        Assert.True(File.Exists(weights));
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void Files_without_a_run_are_found_moved_and_brought_back_until_the_trash_is_emptied()
    {
        folder.Write("weights/0123456789abcdef.safetensors", [1]);
        folder.Write("weights/.0123456789abcdef.safetensors.abcdefgh.xyz", [1]);
        folder.Write("two/.report.md.abcdefgh.xyz", [1]);
        folder.Write("two/.lock", []);
        folder.Write($"checkpoints/{Own.RunId}/epoch-0001.safetensors", [1]);
        folder.Write("checkpoints/fedcba9876543210/epoch-0001.safetensors", [1]);
        Assert.Equal(3, Orphans().Count);
        clock.Advance(TimeSpan.FromDays(100 * 365));
        string[] found = [.. Orphans().Select(orphan => orphan.Path.Replace('\\', '/'))];
        Assert.Equal(
            [
                "weights/0123456789abcdef.safetensors",
                .. new[] { $"checkpoints/{Own.RunId}", "checkpoints/fedcba9876543210" }.Order(StringComparer.Ordinal),
                "two/.report.md.abcdefgh.xyz", "weights/.0123456789abcdef.safetensors.abcdefgh.xyz",
            ],
            found);
        string[] files = Files();

        TrashEntry entry = remover.Remove(found)!;
        Assert.Empty(Orphans());
        remover.Undo(entry);
        Assert.Equal(files, Files());

        remover.Remove(found);
        Assert.True(trash.Empty() > 0);
        Assert.Empty(trash.Entries());
        Assert.Empty(Orphans());
    }

    private Runner Register() => SyntheticResults.Runner(folder.Path, clock);

    private Removal Found(string name)
    {
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        return Removal.Of(reader, name, null);
    }

    private IReadOnlyList<(string Path, string Reason)> Orphans()
    {
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        return new OrphanedFiles(folder.Path, clock).Find(reader.Statuses());
    }

    private string Everything()
    {
        using var text = new StringWriter();
        foreach (string table in Tables)
        {
            CsvText.Write(text, new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(
                $"select * from {table} order by 1, 2", CancellationToken.None));
        }

        return text.ToString();
    }

    private string[] Files() =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Where(file => !file.StartsWith("trash", StringComparison.Ordinal)
                && !file.StartsWith("lenetlab.db", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
