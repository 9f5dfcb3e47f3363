using System.Diagnostics;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Training;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Results;

public sealed class ResultsDatabaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_finished_run_shows_every_column_of_the_contract()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 3);
        using (ResultsDatabase database = Declared(run))
        {
            using Runner runner = Runner();
            RunLease lease = Claim(database, runner, run);
            clock.Advance(TimeSpan.FromSeconds(90));
            database.Finish(lease, SyntheticResults.Trained(0.25, 1.125));
        }

        QueryResult row = Query("select * from run_summary");

        Assert.Equal(
            "run_id, experiment, variant, activation, c3, pooling, width, engine, device, dataset, dataset_sha256, "
            + "train_images, seed, status, epochs, parameters, train_loss, test_loss, train_error_pct, test_error_pct, "
            + "gap_pct, train_seconds, images_per_second, weights_sha256, started_at, finished_at, "
            + "predict_seconds",
            string.Join(", ", row.Columns.Except(SettingColumns.Names)));
        Assert.Equal(SettingColumns.Names, row.Columns.TakeLast(SettingColumns.Names.Count));
        Assert.Equal(
            [
                run.RunId, "sweep", "activation=tanh", "tanh", "full", "average", "lenet5", "simd", "cpu", "mnist",
                new string('a', 64), 60_000L, 3L, "done", 3L, 61_706L, 0.01, 0.04, 0.25, 1.125, 0.875, 6.0, 30_000.0,
                SafetensorsFile.Sum(SyntheticResults.Trained(0.25, 1.125).Weights),
                "2026-03-01T12:00:00.000Z", "2026-03-01T12:01:30.000Z", 0.5,
            ],
            Assert.Single(row.Rows).SkipLast(SettingColumns.Names.Count));
        Assert.Equal(
            "run_id, epoch, learning_rate, train_loss, train_error_online_pct, train_error_pct, validation_error_pct, "
            + "test_loss, test_error_pct, gap_pct, seconds",
            string.Join(", ", Query("select * from epochs").Columns));
    }

    [Fact]
    public void Typed_rows_hold_what_was_recorded()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 3);
        PlannedRun waiting = SyntheticResults.Plan("activation=tanh", 4);
        using (ResultsDatabase database = Declared(waiting, run))
        using (Runner runner = Runner())
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0.25, 1.125));

        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.Equal([RunStatus.Pending, RunStatus.Done], reader.Runs("sweep").Select(row => row.Status));
        Assert.Equal([null, 1.125], reader.Runs("sweep").Select(row => row.TestErrorPct));
        Assert.Equal([2.125, 1.625, 1.125], reader.RunEpochs(run.RunId).Select(row => row.TestErrorPct));
        Assert.Equal(reader.RunEpochs(run.RunId), reader.Epochs("sweep"));
        Assert.Equal(RecordedSettings.Complete(run.Spec.Settings), reader.Settings(run.RunId));
        Assert.Equal([7, 2, 1, 0], reader.Predictions(run.RunId)!);
        Assert.Null(reader.Predictions(waiting.RunId));
        ExperimentSummary experiment = reader.Experiment("sweep");
        Assert.Equal((1, 1, 2, false), (experiment.Pending, experiment.Done, experiment.Total, experiment.Complete));
        Assert.Equal("Which?", experiment.Question);
        RunOrigin[] origins = [.. reader.Origins("sweep")];
        Assert.Null(origins[0].Host);
        Assert.Equal(
            ("host-1", false, ResultsDatabase.SqliteVersion),
            (origins[1].Host, origins[1].GitDirty, origins[1].SqliteVersion));
    }

    [Fact]
    public void The_weights_lie_in_a_file_that_gives_the_same_sum()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 1);
        TrainedRun trained = SyntheticResults.Trained(0, 1);
        using (ResultsDatabase database = Declared(run))
        using (Runner runner = Runner())
            SyntheticResults.Complete(database, runner, run, trained);

        SafetensorsFile file = SafetensorsFile.Read(new ResultsFolder(folder.Path).Weights(run.RunId));

        Assert.Equal(trained.Weights, file.VectorFor(SyntheticResults.Network));
        Assert.Equal(["F6.weight", "F6.bias", "output.weight", "output.bias"], file.Tensors.Select(t => t.Name));
        Assert.Equal(run.RunId, file.Metadata["run_id"]);
        Assert.Equal("tanh", file.Metadata["model.activation"]);
        Assert.False(file.Metadata.ContainsKey("training.epochs"));
    }

    [Fact]
    public void A_done_run_survives_whatever_comes_later()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 1);
        using ResultsDatabase database = Declared(run);
        using Runner runner = Runner();
        RunLease lease = Claim(database, runner, run);
        database.Finish(lease, SyntheticResults.Trained(0.25, 1.125));
        string[] before = Dump();
        byte[] weights = File.ReadAllBytes(new ResultsFolder(folder.Path).Weights(run.RunId));

        database.Declare("sweep", "Which?", "name: sweep", [run]);
        Assert.Equal(
            new RunClaim(RunStatus.Done, null), database.Claim(run.RunId, runner, SyntheticResults.Provenance));
        Assert.Equal(new RunClaim(null, null), database.Claim("0000", runner, SyntheticResults.Provenance));
        Assert.Throws<LeaseLostException>(() => database.RecordEpoch(lease, SyntheticResults.Trained(9, 9).Epochs[0]));
        Assert.Throws<LeaseLostException>(() => database.Finish(lease, SyntheticResults.Trained(9, 9)));
        Assert.Throws<LeaseLostException>(() => database.Fail(lease, "too late"));
        Assert.Throws<LeaseLostException>(() => database.Release(lease));

        Assert.Equal(before, Dump());
        Assert.Equal(weights, File.ReadAllBytes(new ResultsFolder(folder.Path).Weights(run.RunId)));
        Assert.Single(Directory.GetFileSystemEntries(folder.At("weights")));
    }

    [Fact]
    public void An_interrupted_run_keeps_its_epochs_until_it_starts_again()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 1);
        using ResultsDatabase database = Declared(run);
        using Runner runner = Runner();
        RunLease lease = Claim(database, runner, run);
        Assert.Equal(RunStatus.Running, database.Statuses("sweep")[run.RunId]);
        database.RecordEpoch(lease, SyntheticResults.Trained(0, 1).Epochs[0]);

        database.Release(lease);

        Assert.Equal(RunStatus.Pending, database.Statuses("sweep")[run.RunId]);
        Assert.Equal([[1L, null]], Query("select epochs, test_error_pct from run_summary").Rows);
        Claim(database, runner, run);
        Assert.Equal([[0L]], Query("select epochs from run_summary").Rows);
    }

    [Fact]
    public void A_run_that_goes_on_has_the_epochs_of_its_checkpoint_as_they_were_recorded_and_no_others()
    {
        PlannedRun run = SyntheticResults.Plan("activation=tanh", 1);
        EpochResult[] epochs = [.. SyntheticResults.Trained(0.25, 1.125).Epochs];
        EpochResult[] kept = [epochs[0] with { Seconds = 1.0 / 3, ValidationErrorPct = 0.1 }, epochs[1]];
        using ResultsDatabase database = Declared(run);
        using Runner runner = Runner();
        RunLease first = Claim(database, runner, run);
        foreach (EpochResult epoch in epochs)
            database.RecordEpoch(first, epoch with { TestLoss = 9 });
        database.Release(first);

        database.Claim(run.RunId, runner, SyntheticResults.Provenance, kept);

        Assert.Equal(RunStatus.Running, database.Statuses("sweep")[run.RunId]);
        using ResultsReader reader = ResultsReader.Open(folder.Path);
        Assert.Equal(
            kept.Select(epoch => $"{epoch.Epoch} {epoch.TestLoss} {epoch.ValidationErrorPct} {epoch.Seconds}"),
            reader.RunEpochs(run.RunId).Select(
                row => $"{row.Epoch} {row.TestLoss} {row.ValidationErrorPct} {row.Seconds}"));
    }

    [Fact]
    public void A_diverged_run_has_epochs_but_no_figures_and_no_weights()
    {
        PlannedRun run = SyntheticResults.Plan("activation=relu", 1);
        using ResultsDatabase database = Declared(run);
        using Runner runner = Runner();

        SyntheticResults.Complete(database, runner, run, SyntheticResults.Diverged());

        Assert.Equal([["diverged", 1L, null, null, null, null]], Query(
            "select status, epochs, test_error_pct, gap_pct, train_seconds, weights_sha256 from run_summary").Rows);
        Assert.Equal([[double.PositiveInfinity, null]], Query("select train_loss, test_loss from epochs").Rows);
        Assert.False(File.Exists(new ResultsFolder(folder.Path).Weights(run.RunId)));
    }

    [Fact]
    public void A_failed_run_keeps_its_error_until_it_is_tried_again()
    {
        PlannedRun run = SyntheticResults.Plan("activation=relu", 1);
        using ResultsDatabase database = Declared(run);
        using Runner runner = Runner();

        database.Fail(Claim(database, runner, run), "The disk is full.");

        Assert.Equal([["failed", "The disk is full."]], Query("select status, error from runs").Rows);
        long failed = Assert.Single(database.Failures("sweep")).Value;
        RunClaim retry = database.Claim(run.RunId, runner, SyntheticResults.Provenance, retry: failed);
        database.Finish(retry.Lease!, SyntheticResults.Trained(0, 1));
        Assert.Equal([["done", null]], Query("select status, error from runs").Rows);
    }

    [Fact]
    public void Experiments_share_runs_and_a_changed_spec_loses_none()
    {
        PlannedRun[] runs = [SyntheticResults.Plan("a", 1), SyntheticResults.Plan("b", 1)];
        using ResultsDatabase database = Declared(runs);
        using Runner runner = Runner();
        SyntheticResults.Complete(database, runner, runs[0], SyntheticResults.Trained(0, 1));
        database.Declare("other", "And?", "name: other", [runs[0]]);

        database.Declare("sweep", "Which now?", "name: sweep", [runs[1]]);

        Assert.Equal([[2L]], Query("select count(*) from runs").Rows);
        Assert.Equal([["other", "a"], ["sweep", "b"]],
            Query("select experiment, variant from run_summary order by experiment").Rows);
        Assert.Equal(RunStatus.Done, Assert.Single(database.Statuses("other")).Value);
        Assert.Equal([["Which now?"]], Query("select question from experiments where name = 'sweep'").Rows);
    }

    [Fact]
    public void A_thousand_finished_runs_are_declared_in_under_a_second()
    {
        PlannedRun[] runs = [.. Enumerable.Range(0, 1000).Select(seed => SyntheticResults.Plan("a", seed))];
        using ResultsDatabase database = Declared(runs);
        using (var connection = new SqliteConnection($"Data Source={folder.At("lenetlab.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "update runs set status = 'done'";
            command.ExecuteNonQuery();
        }

        var watch = Stopwatch.StartNew();
        database.Declare("sweep", "Which?", "name: sweep", runs);
        IReadOnlyDictionary<string, RunStatus> statuses = database.Statuses("sweep");

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        Assert.Equal(1000, statuses.Count(pair => pair.Value == RunStatus.Done));
    }

    [Fact]
    public void Ids_that_lead_out_of_the_folder_and_runs_planned_twice_are_refused()
    {
        using ResultsDatabase database = Declared();

        ArgumentException escape = Assert.Throws<ArgumentException>(() =>
            database.Declare("sweep", "", "", [SyntheticResults.Plan("a", 1, id: "../../etc/passwd")]));
        ArgumentException twice = Assert.Throws<ArgumentException>(() =>
            database.Declare("sweep", "", "", [SyntheticResults.Plan("a", 1), SyntheticResults.Plan("a", 1)]));
        Assert.Throws<ArgumentException>(() => database.Declare("..", "", "", []));

        Assert.Contains("../../etc/passwd", escape.Message);
        Assert.Contains("is planned twice: variant 'a', seed 1.", twice.Message);
    }

    [Fact]
    public async Task Many_may_open_the_database_for_the_first_time_at_once()
    {
        PlannedRun[] runs = [.. Enumerable.Range(0, 8).Select(seed => SyntheticResults.Plan("a", seed))];
        using var together = new Barrier(8);

        await Task.WhenAll(runs.Select((run, i) => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
                database.Declare($"sweep-{i}", "Which?", "", [run]);
                using Runner runner = Runner();
                SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0, i));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal([[8L, 8L]], Query("select count(*), sum(status = 'done') from run_summary").Rows);
    }

    [Fact]
    public void Threads_share_one_open_database()
    {
        PlannedRun[] runs = [.. Enumerable.Range(0, 40).Select(seed => SyntheticResults.Plan("a", seed))];
        using ResultsDatabase database = Declared(runs);
        using Runner runner = Runner();

        Parallel.ForEach(runs, run =>
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0, run.Spec.Seed)));

        Assert.All(database.Statuses("sweep"), pair => Assert.Equal(RunStatus.Done, pair.Value));
        Assert.Equal([[40L]], Query("select sum(seed = test_error_pct) from run_summary").Rows);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 0x4C4E354C; PRAGMA user_version = 999", "has schema version 999; this program knows versions up to")]
    [InlineData("create table somebody_elses (x)", "not one of LeNetLab's")]
    [InlineData("create table somebody_elses (x); PRAGMA user_version = 1", "not one of LeNetLab's")]
    [InlineData("PRAGMA user_version = 999", "not one of LeNetLab's")]
    public void A_newer_or_foreign_database_is_refused_untouched(string sql, string complaint)
    {
        using (var connection = new SqliteConnection($"Data Source={folder.At("lenetlab.db")};Pooling=False"))
        {
            Assert.NotEmpty(ResultsDatabase.SqliteVersion);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        byte[] before = File.ReadAllBytes(folder.At("lenetlab.db"));

        ResultsException refusal =
            Assert.Throws<ResultsException>(() => ResultsDatabase.Open(folder.Path, clock));
        Assert.Throws<ResultsException>(() => ResultsReader.Open(folder.Path));

        Assert.Contains(complaint, refusal.Message);
        Assert.Contains("left untouched", refusal.Message);
        Assert.Equal(before, File.ReadAllBytes(folder.At("lenetlab.db")));
        Assert.Equal([folder.At("lenetlab.db")], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_run_is_recorded_with_the_vectors_of_the_machine_that_trained_it()
    {
        PlannedRun run = SyntheticResults.Plan("a", 1);
        using ResultsDatabase database = Declared(run);
        using (Runner first = Runner())
            Claim(database, first, run);

        // Its process ends, and a machine with other vectors takes it up.
        using Runner second = Runner();
        database.Claim(run.RunId, second, SyntheticResults.Provenance with { VectorBits = 256 });

        using ResultsReader reader = ResultsReader.Open(folder.Path);
        Assert.Equal(256, reader.Origins("sweep").Single().VectorBits);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_refusal()
    {
        string file = folder.Write("file", []);

        ResultsException refusal = Assert.Throws<ResultsException>(() => ResultsDatabase.Open(file, clock));

        Assert.Contains("RESULTS=", refusal.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        File.WriteAllText(folder.At("lenetlab.db"), new string('x', 5000));

        ResultsException refusal =
            Assert.Throws<ResultsException>(() => ResultsDatabase.Open(folder.Path, clock));

        Assert.Contains("lenetlab.db is not a SQLite database", refusal.Message);
    }

    [Fact]
    public void A_run_is_found_by_the_beginning_of_its_id()
    {
        Declared(
            SyntheticResults.Plan("a", 1, id: "abc1"), SyntheticResults.Plan("a", 2, id: "abc2"),
            SyntheticResults.Plan("a", 3, id: "b")).Dispose();
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.Equal("abc2", reader.FindRun("abc2"));
        Assert.Equal("b", reader.FindRun("b"));
        Assert.Contains("abc1, abc2", Assert.Throws<ResultsException>(() => reader.FindRun("ab")).Message);
        Assert.Contains("begins with '%'", Assert.Throws<ResultsException>(() => reader.FindRun("%")).Message);
        Assert.Contains("There are of: sweep.", Assert.Throws<ResultsException>(() => reader.Experiment("no")).Message);
    }

    private ResultsDatabase Declared(params PlannedRun[] runs)
    {
        ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        database.Declare("sweep", "Which?", "name: sweep", runs);
        return database;
    }

    private Runner Runner() => SyntheticResults.Runner(folder.Path, clock);

    private static RunLease Claim(ResultsDatabase database, Runner runner, PlannedRun run) =>
        database.Claim(run.RunId, runner, SyntheticResults.Provenance).Lease!;

    private QueryResult Query(string sql) =>
        new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(sql, CancellationToken.None);

    private string[] Dump() =>
    [
        .. new[] { "runs", "epochs", "settings", "predictions", "run_summary" }
            .SelectMany(table => Query($"select * from {table}").Rows)
            .Select(row => string.Join('|', row.Select(QueryResult.Text))),
    ];
}
