using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Results.Trash;

namespace LeNetLab.Tests.Results;

/// <summary>Runs that no experiment asks for any longer, since its spec was edited.</summary>
public sealed class FormerRunsTests : IDisposable
{
    private static readonly PlannedRun Kept = SyntheticResults.Plan("a", 1), Left = SyntheticResults.Plan("b", 1),
        Waiting = SyntheticResults.Plan("b", 2);

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public FormerRunsTests()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using Runner runner = SyntheticResults.Runner(folder.Path, clock);
        database.Declare("sweep", "Which?", "", [Kept, Left, Waiting]);
        SyntheticResults.Complete(database, runner, Kept, SyntheticResults.Trained(0, 1));
        SyntheticResults.Complete(database, runner, Left, SyntheticResults.Trained(0, 2));
        database.Declare("sweep", "Which?", "", [Kept]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_view_has_every_run_once_with_what_it_was_part_of()
    {
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock))
            database.Declare("other", "Which?", "", [Kept with { Spec = Kept.Spec with { Variant = "other name" } }]);

        Assert.Equal(
            [["other,sweep", null, "other name", 1.0], [null, "sweep", "b", 2.0], [null, "sweep", "b", null]],
            Rows("select experiments, former_experiment, variant, test_error_pct from all_runs order by variant desc, seed"));
        Assert.Equal([[2L]], Rows("select count(*) from run_summary"));
    }

    [Fact]
    public void What_comes_back_is_no_former_run_and_a_run_of_two_experiments_is_one_of_neither_alone()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using ResultsReader before = ResultsReader.Open(folder.Path);
        Assert.Equal([Left.RunId, Waiting.RunId], before.FormerRuns().Select(run => run.RunId));
        Assert.Empty(before.FormerRuns("other"));

        database.Declare("other", "Which?", "", [Left]);
        using ResultsReader shared = ResultsReader.Open(folder.Path);
        Assert.Equal([Waiting.RunId], shared.FormerRuns().Select(run => run.RunId));
        Assert.Equal(RunStatus.Done, Assert.Single(database.Statuses("other")).Value);

        database.Declare("sweep", "Which?", "", [Kept, Left, Waiting]);
        using ResultsReader back = ResultsReader.Open(folder.Path);
        Assert.Empty(back.FormerRuns());
        Assert.Equal([[0L]], Rows("select count(*) from former_runs"));
    }

    [Fact]
    public void A_trial_shows_nothing_of_the_test_images_afterwards_either()
    {
        (PlannedRun trial, _) = SyntheticResults.Tune("a", "0.1", 900, 1);
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using Runner runner = SyntheticResults.Runner(folder.Path, clock);
        database.Declare("tuned", "Which?", "", [Kept, trial]);
        SyntheticResults.Complete(database, runner, trial, SyntheticResults.Tried(3));
        string question = $"select train_error_pct, test_loss, test_error_pct, gap_pct from all_runs where run_id = '{trial.RunId}'";
        Assert.Equal([[1.0, null, null, null]], Rows(question));

        database.Declare("tuned", "Which?", "", [Kept]);

        Assert.Equal([[1.0, null, null, null]], Rows(question));
    }

    [Fact]
    public void It_is_shown_and_compared_by_its_id()
    {
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.StartsWith(
            $"Run `{Left.RunId}`: `b`, seed 1, of no experiment any longer, last of sweep, done",
            RunPage.Render(reader, Left.RunId), StringComparison.Ordinal);
        Assert.NotEmpty(RunPage.Sections(reader, Left.RunId));
        RunComparison comparison = RunComparison.Of(reader, Kept.RunId, Left.RunId, null);
        Assert.Equal("b, seed 1 (" + Left.RunId[..12] + ")", comparison.B.Name);
        Assert.Equal(2, comparison.Figures.Single(figure => figure.Name == "Test error, %").B!.Mean);
        Assert.NotEmpty(Selection.Of(
            reader, [new SelectedSide.Run(Kept.RunId), new SelectedSide.Run(Left.RunId)]).Sections());
    }

    // As an older program left it, which kept nothing of where runs had been.
    [Fact]
    public void One_of_which_nothing_was_kept_is_found_shown_and_compared_as_well()
    {
        SqlFile.Execute(folder.At("lenetlab.db"), "delete from former_runs");
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.Equal(
            [[Left.RunId, null, null, 2.0]],
            Rows("select run_id, former_experiment, variant, test_error_pct from all_runs "
                + "where experiments is null and status = 'done'"));
        Assert.Contains("seed 1, of no experiment, done", RunPage.Render(reader, Left.RunId), StringComparison.Ordinal);
        Assert.StartsWith(
            "of no experiment, seed 1", RunComparison.Of(reader, Kept.RunId, Left.RunId, null).B.Name,
            StringComparison.Ordinal);
        Assert.Equal([Left.RunId, Waiting.RunId], reader.FormerRuns().Select(run => run.RunId));
    }

    [Fact]
    public void All_of_them_are_removed_at_once_and_come_back_as_what_they_were()
    {
        object?[][] before = Rows("select * from all_runs order by run_id");
        var remover = new Remover(
            folder.Path, new TrashFolder(folder.Path, clock), new RunnerGlance(new ProcessTable(), clock));
        Removal removal = Former("sweep");
        Assert.Equal([Left.RunId, Waiting.RunId], removal.Runs);
        Assert.Empty(removal.Affected);

        TrashEntry entry = remover.Remove(removal);

        Assert.Equal([[Kept.RunId]], Rows("select run_id from all_runs"));
        Assert.False(File.Exists(new ResultsFolder(folder.Path).Weights(Left.RunId)));
        Assert.Throws<ResultsException>(() => Former(null));
        remover.Undo(entry);
        Assert.Equal(before, Rows("select * from all_runs order by run_id"));
        Assert.True(File.Exists(new ResultsFolder(folder.Path).Weights(Left.RunId)));
    }

    [Fact]
    public void One_that_is_being_trained_is_seen_and_never_removed()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        using Runner runner = SyntheticResults.Runner(folder.Path, clock);
        Assert.NotNull(database.Claim(Waiting.RunId, runner, SyntheticResults.Provenance).Lease);
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        RunUnderWay seen = Assert.Single(reader.UnderWay());
        Assert.Equal((Waiting.RunId, "", runner.Id), (seen.RunId, seen.Experiment, seen.RunnerId));
        Assert.Contains("1 of these runs is being trained", Assert.Throws<ResultsException>(() => Former(null).RequireIdle(
            reader, new RunnerGlance(new ProcessTable(), clock))).Message);
        ExperimentSummary sweep = reader.Experiment("sweep");
        Assert.Empty(RunsUnderWay.Of(reader, new RunnerGlance(new ProcessTable(), clock)).Of(sweep).Running);
    }

    private Removal Former(string? experiment)
    {
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        return Removal.OfFormer(reader, experiment);
    }

    private object?[][] Rows(string sql) =>
    [
        .. new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(sql, CancellationToken.None).Rows
            .Select(row => row.ToArray()),
    ];
}
