using Dapper;
using LeNetLab.Data;
using LeNetLab.Results.Runners;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>
/// The SQLite database of one results folder, for writing. Safe for use by several threads, and by several processes
/// at once. What is recorded is never lost: a run that is done stays as it is, and only who holds a run writes of it.
/// </summary>
public sealed class ResultsDatabase : IDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly ResultsFolder folder;
    private readonly TimeProvider clock;

    private ResultsDatabase(SqliteConnection connection, ResultsFolder folder, TimeProvider clock)
    {
        this.connection = connection;
        this.folder = folder;
        this.clock = clock;
    }

    /// <summary>Version of the native SQLite library in use; recorded with every run.</summary>
    public static string SqliteVersion => SqliteLibrary.Version;

    /// <summary>Opens <c>lenetlab.db</c> in a folder, creating or migrating it.</summary>
    /// <param name="folder">The results folder.</param>
    /// <param name="clock">Tells when runs start and finish.</param>
    /// <param name="patience">How long to wait for another process's lock; null for the usual.</param>
    /// <exception cref="ResultsException">
    /// The database is newer than this program, or not one of its own; it is left untouched.
    /// </exception>
    public static ResultsDatabase Open(string folder, TimeProvider clock, TimeSpan? patience = null)
    {
        var paths = new ResultsFolder(folder);
        return new ResultsDatabase(DatabaseFile.OpenForWriting(paths.Database, patience), paths, clock);
    }

    /// <summary>
    /// Records an experiment and its runs, each pending unless it exists already, in one transaction. Runs that an
    /// earlier spec of that name had and this one has not leave the experiment, but not the database, where they stay
    /// known by what they were called.
    /// </summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="question">What it asks.</param>
    /// <param name="specYaml">The spec's text.</param>
    /// <param name="runs">Its runs in the order of the spec, trials included.</param>
    /// <param name="command">What asks for the same runs again; null for the plain command.</param>
    /// <param name="baseline">The variant that the others are compared with; null for all pairs.</param>
    /// <exception cref="ArgumentException">
    /// A run stands twice under the same variant, or an id or name could not be a file's.
    /// </exception>
    public void Declare(
        string experiment, string question, string specYaml, IReadOnlyList<PlannedRun> runs, string? command = null,
        string? baseline = null)
    {
        folder.Experiment(experiment);
        foreach (PlannedRun run in runs)
            folder.Weights(run.RunId);
        RefuseRepeats(runs);
        InTransaction(() =>
        {
            connection.Execute(
                """
                insert into experiments (name, question, spec_yaml, command, declared_at, baseline)
                values (@experiment, @question, @specYaml, @command, @now, @baseline)
                on conflict (name) do update set question = excluded.question, spec_yaml = excluded.spec_yaml,
                                                 command = excluded.command, declared_at = excluded.declared_at,
                                                 baseline = excluded.baseline
                """,
                new
                {
                    experiment,
                    question,
                    specYaml,
                    command = command ?? $"make run EXP={experiment}",
                    now = Now(),
                    baseline,
                });
            HashSet<string> known = [.. connection.Query<string>("select run_id from runs")];
            RunTable.Add(connection, [.. runs.Where(run => !known.Contains(run.RunId)).DistinctBy(run => run.RunId)]);
            Membership.Replace(connection, experiment, runs, Now());
        });
    }

    /// <summary>
    /// Keeps the classes of a dataset's test images, without which predictions say nothing; once for each dataset.
    /// </summary>
    /// <param name="datasetSha256">The dataset's sum.</param>
    /// <param name="labels">Gives them, one for each test image; asked where they are not recorded yet.</param>
    public void KeepTestLabels(string datasetSha256, Func<byte[]> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (HasTest("labels", datasetSha256))
            return;
        byte[] kept = labels();
        InTransaction(() => connection.Execute(
            "insert or ignore into test_labels values (@datasetSha256, @kept)", new { datasetSha256, kept }));
    }

    /// <summary>Keeps a dataset's test images, for reports to show; once for each dataset.</summary>
    /// <param name="datasetSha256">The dataset's sum.</param>
    /// <param name="images">Gives them; asked where they are not recorded yet.</param>
    public void KeepTestImages(string datasetSha256, Func<ImageSet> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (HasTest("images", datasetSha256))
            return;
        ImageSet kept = images();
        byte[] pixels = StoredPixels.Compress(kept.Pixels);
        InTransaction(() => connection.Execute(
            "insert or ignore into test_images values (@datasetSha256, @Rows, @Columns, @pixels)",
            new { datasetSha256, kept.Rows, kept.Columns, pixels }));
    }

    /// <summary>Keeps what is odd about a dataset, for reports to say; in place of what was kept before.</summary>
    /// <param name="datasetSha256">The dataset's sum.</param>
    /// <param name="notices">Sentences; none where nothing is.</param>
    public void KeepNotices(string datasetSha256, IReadOnlyList<string> notices) => InTransaction(() =>
    {
        connection.Execute("delete from dataset_notices where dataset_sha256 = @datasetSha256", new { datasetSha256 });
        connection.Execute(
            "insert into dataset_notices values (@datasetSha256, @Position, @Notice)",
            notices.Select((notice, i) => new { datasetSha256, Position = i, Notice = notice }));
    });

    /// <summary>Status of each run of an experiment, by run id; empty if no such experiment was declared.</summary>
    public IReadOnlyDictionary<string, RunStatus> Statuses(string experiment)
    {
        lock (gate)
        {
            return connection
                .Query<(string RunId, string Status)>(
                    """
                    select distinct r.run_id, r.status
                    from experiment_runs m join runs r on r.run_id = m.run_id
                    where m.experiment = @experiment
                    """,
                    new { experiment })
                .ToDictionary(row => row.RunId, row => Enum.Parse<RunStatus>(row.Status, ignoreCase: true));
        }
    }

    /// <summary>How a run stands; null if it was never declared.</summary>
    public RunStatus? StatusOf(string runId)
    {
        lock (gate)
            return RunTable.Recorded(connection, runId).Before;
    }

    /// <summary>
    /// The experiment's failed runs, each with the token of the attempt that failed: what <see cref="Claim"/> takes to
    /// try it again.
    /// </summary>
    public IReadOnlyDictionary<string, long> Failures(string experiment)
    {
        lock (gate)
        {
            return connection
                .Query<(string RunId, long Token)>(
                    """
                    select distinct r.run_id, r.token
                    from experiment_runs m join runs r on r.run_id = m.run_id
                    where m.experiment = @experiment and r.status = 'failed'
                    """,
                    new { experiment })
                .ToDictionary(row => row.RunId, row => row.Token);
        }
    }

    /// <summary>
    /// Takes a run for a runner, if it waits or its holder is dead. It has the epochs that it goes on after, and no
    /// others.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="runner">Who is to train it.</param>
    /// <param name="provenance">Where and with what.</param>
    /// <param name="before">The epochs that its checkpoint holds; null or none if it begins.</param>
    /// <param name="retry">A failed attempt after which to try again, from <see cref="Failures"/>.</param>
    /// <param name="continuedFrom">The shorter run that trained the first of these epochs; null for none.</param>
    public RunClaim Claim(
        string runId, Runner runner, Provenance provenance, IReadOnlyList<EpochResult>? before = null,
        long? retry = null, Continuation? continuedFrom = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        lock (gate)
        {
            // A look first: the file's one lock for writing is worth waiting for only if something is to be had.
            RunStanding? standing = RunTable.Standing(connection, runId);
            if (!IsFree(standing, runner, retry))
                return new RunClaim(standing?.Status, null);
        }

        RunClaim? claim = null;
        InTransaction(() =>
        {
            RunStanding? standing = RunTable.Standing(connection, runId);
            RunLease? lease = null;
            if (IsFree(standing, runner, retry))
            {
                lease = new RunLease(runId, runner.Id, standing!.Token + 1);
                RunTable.Give(connection, runId, lease.RunnerId, lease.Token, provenance, Now(), continuedFrom);
                RunTable.AddEpochs(connection, runId, before ?? []);
            }

            claim = new RunClaim(lease is null ? standing?.Status : RunStatus.Running, lease);
        });
        return claim!;
    }

    /// <summary>Those of some runs that a living runner is training, with that runner.</summary>
    /// <param name="runIds">The runs.</param>
    /// <param name="observer">To whom the others must be alive.</param>
    public IReadOnlyDictionary<string, RunnerRow> Holders(IReadOnlyCollection<string> runIds, Runner observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (gate)
        {
            (string RunId, long Runner)[] running =
            [
                .. connection.Query<(string, long)>(
                    "select run_id, runner_id from runs where status = 'running' and runner_id is not null"),
            ];
            Dictionary<long, RunnerRow> living = RunnerTable.Open(connection)
                .Where(runner => !observer.IsDead(runner)).ToDictionary(runner => runner.RunnerId);
            HashSet<string> asked = [.. runIds];
            return running.Where(run => asked.Contains(run.RunId) && living.ContainsKey(run.Runner))
                .ToDictionary(run => run.RunId, run => living[run.Runner], StringComparer.Ordinal);
        }
    }

    /// <summary>Records an epoch as soon as it ends.</summary>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public void RecordEpoch(RunLease lease, EpochResult epoch) => InTransaction(() =>
    {
        RunTable.RequireHeld(connection, lease);
        RunTable.AddEpochs(connection, lease.RunId, [epoch]);
    });

    /// <summary>
    /// Records the end of a run: figures, weights (a safetensors file and its sum) and test predictions. The weights
    /// file is in place before the database says so, and is put there by nobody but the run's holder. A diverged run
    /// has neither, for its weights mean nothing.
    /// </summary>
    /// <exception cref="ArgumentException">The weights do not fit the network.</exception>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public void Finish(RunLease lease, TrainedRun run)
    {
        ArgumentNullException.ThrowIfNull(lease);
        string runId = lease.RunId;
        bool done = run.End == TrainingEnd.Done;
        IReadOnlyDictionary<string, string> metadata;
        lock (gate)
        {
            RunTable.RequireHeld(connection, lease);
            metadata = RunTable.WeightsMetadata(connection, runId);
        }

        // Outside of the lock: workers need not wait for each other's disk.
        using StagedFile? weights = done
            ? SafetensorsFile.OfModel(run.Model, run.Weights, metadata).Stage(folder.Weights(runId))
            : null;
        string? sum = done ? SafetensorsFile.Sum(run.Weights) : null;
        InTransaction(() =>
        {
            RunTable.RequireHeld(connection, lease);
            RunTable.End(connection, runId, run, sum, Now());
            weights?.Commit();
        });
    }

    /// <summary>
    /// Takes in, in one transaction, the end of a run that was trained elsewhere and recorded there in a file. What is
    /// done or has diverged stays as it is, so that a result can be offered again and again. Whoever is training the
    /// run here meanwhile finds it gone; a failure elsewhere is none of their business.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="fence">By what right, if it was trained on this machine and could not be recorded then.</param>
    public Taking TakeIn(string runId, RemoteResult result, LeaseFence? fence = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyDictionary<string, string> metadata;
        lock (gate)
        {
            Taking known = RunTable.Recorded(connection, runId);
            if (!known.WouldTake(result, fence))
                return known;
            metadata = RunTable.WeightsMetadata(connection, runId);
        }

        TrainedRun? done = result.Run is { End: TrainingEnd.Done } ? result.Run : null;
        using StagedFile? weights = done is not null
            ? SafetensorsFile.OfModel(done.Model, done.Weights, metadata).Stage(folder.Weights(runId))
            : null;
        string? sum = done is not null ? SafetensorsFile.Sum(done.Weights) : null;
        Taking? taking = null;
        InTransaction(() =>
        {
            taking = RunTable.Recorded(connection, runId);
            if (!taking.WouldTake(result, fence))
                return;
            taking = taking with { IsTaken = true };
            (long? runnerId, long token) = taking.Owner(fence);
            RunTable.Give(
                connection, runId, runnerId, token, result.Provenance, result.StartedAt, result.Run?.ContinuedFrom);
            if (result.Run is { } run)
                RunTable.End(connection, runId, run, sum, result.FinishedAt);
            else
                RunTable.Fail(connection, runId, result.Error!, result.FinishedAt);
            weights?.Commit();
        });
        return taking!;
    }

    /// <summary>
    /// Records errors on altered test images. A run whose weights are no longer those measured, or that was removed, is
    /// passed over.
    /// </summary>
    /// <param name="rows">Each with the sum of the weights that were measured.</param>
    public void RecordRobustness(IEnumerable<(string WeightsSha256, RobustnessRow Row)> rows) => InTransaction(() =>
        connection.Execute(
            """
            insert or replace into robustness
            select run_id, @Transform, @Amount, @Images, @TestErrorPct from runs
            where run_id = @RunId and status = 'done' and weights_sha256 = @WeightsSha256
            """,
            rows.Select(found => new
            {
                found.WeightsSha256,
                found.Row.RunId,
                found.Row.Transform,
                found.Row.Amount,
                found.Row.Images,
                found.Row.TestErrorPct,
            })));

    /// <summary>Records that a run ended in an error.</summary>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public void Fail(RunLease lease, string error) => End(lease, "failed", error);

    /// <summary>Lets go of a run that was stopped: it is pending, its epochs stay until it is claimed anew.</summary>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public void Release(RunLease lease) => End(lease, "pending", null);

    /// <summary>
    /// Lets closing leave the journal as it is, for the next that opens the database: what SQLite has in memory of a
    /// disk that has become read-only cannot be written, and the system ends a process that tries.
    /// </summary>
    public void KeepJournal()
    {
        lock (gate)
            raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            connection.Dispose();
    }

    private void End(RunLease lease, string status, string? error) => InTransaction(() =>
    {
        RunTable.RequireHeld(connection, lease);
        connection.Execute(
            """
            update runs set status = @status, error = @error, finished_at = case when @status = 'failed' then @now end
            where run_id = @RunId
            """,
            new { lease.RunId, status, error, now = Now() });
    });

    private bool IsFree(RunStanding? standing, Runner runner, long? retry) => standing?.Status switch
    {
        RunStatus.Pending => true,
        RunStatus.Failed => standing!.Token == retry,
        RunStatus.Running => standing!.RunnerId is not { } holder || runner.IsDead(RunnerTable.Find(connection, holder)),
        _ => false,
    };

    private bool HasTest(string what, string datasetSha256)
    {
        string known = $"select count(*) from test_{what} where dataset_sha256 = @datasetSha256";
        lock (gate)
            return connection.ExecuteScalar<long>(known, new { datasetSha256 }) > 0;
    }

    private string Now() => Timestamp.Of(clock);

    private static void RefuseRepeats(IReadOnlyList<PlannedRun> runs)
    {
        PlannedRun? repeated = runs.GroupBy(run => (run.RunId, run.Spec.Variant))
            .FirstOrDefault(group => group.Skip(1).Any())?.First();
        if (repeated is not null)
        {
            throw new ArgumentException(
                $"Run {repeated.RunId} is planned twice: variant '{repeated.Spec.Variant}', seed {repeated.Spec.Seed}.",
                nameof(runs));
        }
    }

    private void InTransaction(Action work)
    {
        lock (gate)
            Transaction.Run(connection, work);
    }
}
