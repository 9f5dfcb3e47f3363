using Dapper;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// The SQLite database of one results folder, for writing. Safe for use by several threads, and by several processes
/// at once. What is recorded is never lost: a run that is done stays as it is.
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
    /// <exception cref="ResultsException">
    /// The database is newer than this program, or not one of its own; it is left untouched.
    /// </exception>
    public static ResultsDatabase Open(string folder, TimeProvider clock)
    {
        var paths = new ResultsFolder(folder);
        return new ResultsDatabase(DatabaseFile.OpenForWriting(paths.Database), paths, clock);
    }

    /// <summary>
    /// Records an experiment and its runs, each pending unless it exists already, in one transaction. Runs that an
    /// earlier spec of that name had and this one has not leave the experiment, but not the database.
    /// </summary>
    /// <param name="experiment">Its name.</param>
    /// <param name="question">What it asks.</param>
    /// <param name="specYaml">The spec's text.</param>
    /// <param name="runs">Its runs in the order of the spec.</param>
    /// <param name="command">What asks for the same runs again; null for the plain command.</param>
    /// <exception cref="ArgumentException">
    /// A run stands twice under the same variant, or an id or name could not be a file's.
    /// </exception>
    public void Declare(
        string experiment, string question, string specYaml, IReadOnlyList<PlannedRun> runs, string? command = null)
    {
        folder.Experiment(experiment);
        foreach (PlannedRun run in runs)
            folder.Weights(run.RunId);
        RefuseRepeats(runs);
        InTransaction(() =>
        {
            connection.Execute(
                """
                insert into experiments (name, question, spec_yaml, command, declared_at)
                values (@experiment, @question, @specYaml, @command, @now)
                on conflict (name) do update set question = excluded.question, spec_yaml = excluded.spec_yaml,
                                                 command = excluded.command, declared_at = excluded.declared_at
                """,
                new { experiment, question, specYaml, command = command ?? $"make run EXP={experiment}", now = Now() });
            HashSet<string> known = [.. connection.Query<string>("select run_id from runs")];
            InsertRuns([.. runs.Where(run => !known.Contains(run.RunId)).DistinctBy(run => run.RunId)]);
            connection.Execute("delete from experiment_runs where experiment = @experiment", new { experiment });
            connection.Execute(
                """
                insert into experiment_runs (experiment, position, run_id, variant)
                values (@experiment, @position, @RunId, @Variant)
                """,
                runs.Select((run, position) => new { experiment, position, run.RunId, run.Spec.Variant }));
        });
    }

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

    /// <summary>Marks a run as running, after the epochs that it goes on after and no others.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="provenance">Where and with what it is trained.</param>
    /// <param name="before">The epochs that its checkpoint holds; null or none if it begins.</param>
    /// <returns>False if it is done already, which leaves it as it is.</returns>
    /// <exception cref="InvalidOperationException">It was never declared.</exception>
    public bool Start(string runId, Provenance provenance, IReadOnlyList<EpochResult>? before = null)
    {
        bool started = false;
        InTransaction(() =>
        {
            started = RequireStatus(runId) != "done";
            if (!started)
                return;
            MarkRunning(runId, provenance);
            InsertEpochs(runId, before ?? []);
        });
        return started;
    }

    /// <summary>Records an epoch as soon as it ends.</summary>
    /// <exception cref="InvalidOperationException">The run was never declared.</exception>
    public void RecordEpoch(string runId, EpochResult epoch) => InTransaction(() =>
    {
        if (RequireStatus(runId) != "done")
            InsertEpochs(runId, [epoch]);
    });

    /// <summary>
    /// Records the end of a run: figures, weights (a safetensors file and its sum) and test predictions. The weights
    /// file is in place before the database says so. A diverged run has neither, for its weights mean nothing. Where
    /// another process finished the same run first, its record stays.
    /// </summary>
    /// <exception cref="ArgumentException">The weights do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The run was never declared.</exception>
    public void Finish(string runId, TrainedRun run)
    {
        bool done = run.End == TrainingEnd.Done;
        IReadOnlyDictionary<string, string> metadata;
        lock (gate)
        {
            if (RequireStatus(runId) == "done")
                return;
            metadata = WeightsMetadata(runId);
        }

        // Outside of the lock: workers need not wait for each other's disk.
        if (done)
            SafetensorsFile.OfNetwork(run.Network, run.Weights, metadata).Write(folder.Weights(runId));
        InTransaction(() =>
        {
            if (RequireStatus(runId) == "done")
                return;
            connection.Execute("delete from epochs where run_id = @runId", new { runId });
            InsertEpochs(runId, run.Epochs);
            string? sum = done ? SafetensorsFile.Sum(run.Weights) : null;
            connection.Execute(
                """
                update runs set status = @status, finished_at = @now, train_seconds = @TrainSeconds,
                       images_per_second = @ImagesPerSecond, weights_sha256 = @sum, error = null
                where run_id = @runId
                """,
                new { runId, status = EndOf(run), now = Now(), run.TrainSeconds, run.ImagesPerSecond, sum });
            if (done)
            {
                connection.Execute("insert or replace into predictions values (@runId, @TestPredictions)",
                    new { runId, run.TestPredictions });
            }
        });
    }

    /// <summary>Records that a run ended in an error.</summary>
    public void Fail(string runId, string error) => End(runId, "failed", error);

    /// <summary>Marks a run that was stopped as pending again; its epochs stay until it is started anew.</summary>
    public void Interrupt(string runId) => End(runId, "pending", null);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            connection.Dispose();
    }

    private void MarkRunning(string runId, Provenance provenance)
    {
        var values = new DynamicParameters(provenance);
        values.AddDynamicParams(new { runId, now = Now(), SqliteVersion });
        connection.Execute(
            """
            update runs set status = 'running', started_at = @now, finished_at = null, error = null,
                   train_seconds = null, images_per_second = null,
                   git_commit = @GitCommit, git_dirty = @GitDirty, host = @Host, cpu = @Cpu, runtime = @Runtime,
                   os = @OperatingSystem, program_version = @ProgramVersion, sqlite_version = @SqliteVersion,
                   vector_bits = @VectorBits
            where run_id = @runId
            """,
            values);
        connection.Execute("delete from epochs where run_id = @runId", new { runId });
    }

    private void End(string runId, string status, string? error) => InTransaction(() => connection.Execute(
        """
        update runs set status = @status, error = @error, finished_at = case when @status = 'failed' then @now end
        where run_id = @runId and status <> 'done'
        """,
        new { runId, status, error, now = Now() }));

    private void InsertRuns(IReadOnlyList<PlannedRun> runs)
    {
        connection.Execute(
            """
            insert into runs (run_id, activation, c3, pooling, width, engine, engine_version, device, vector_bits,
                              dataset, dataset_sha256, train_images, seed, parameters)
            values (@RunId, @activation, @c3, @pooling, @width, @engine, @Version, @Device, @VectorBits,
                    @Dataset, @DatasetSha256, @TrainImages, @Seed, @Parameters)
            """,
            runs.Select(run => new
            {
                run.RunId,
                activation = run.Spec.Model.Activation.Name,
                c3 = run.Spec.Model.C3 == C3Connections.Full ? "full" : "partial",
                pooling = run.Spec.Model.Pooling.ToString().ToLowerInvariant(),
                width = run.Spec.Model.Preset == Preset.LeNet5 ? "lenet5" : "lenet5-wide",
                engine = run.Engine.Name,
                run.Engine.Version,
                run.Engine.Device,
                run.Engine.VectorBits,
                run.Dataset,
                run.DatasetSha256,
                run.TrainImages,
                run.Spec.Seed,
                run.Parameters,
            }));
        connection.Execute(
            "insert into settings (run_id, path, value, position) values (@RunId, @Path, @Value, @position)",
            runs.SelectMany(run => run.Spec.Settings.Select(
                (setting, position) => new { run.RunId, setting.Path, setting.Value, position })));
    }

    private void InsertEpochs(string runId, IReadOnlyList<EpochResult> epochs) => connection.Execute(
        """
        insert or replace into epochs values (@runId, @Epoch, @LearningRate, @TrainLoss, @TrainErrorOnlinePct,
            @TrainErrorPct, @ValidationErrorPct, @TestLoss, @TestErrorPct, @GapPct, @Seconds)
        """,
        epochs.Select(epoch => new
        {
            runId,
            epoch.Epoch,
            LearningRate = Storable(epoch.LearningRate),
            TrainLoss = Storable(epoch.TrainLoss),
            TrainErrorOnlinePct = Storable(epoch.TrainErrorOnlinePct),
            TrainErrorPct = Storable(epoch.TrainErrorPct),
            ValidationErrorPct = Storable(epoch.ValidationErrorPct),
            TestLoss = Storable(epoch.TestLoss),
            TestErrorPct = Storable(epoch.TestErrorPct),
            GapPct = Storable(epoch.GapPct),
            Seconds = Storable(epoch.Seconds),
        }));

    // SQLite has no NaN: it stores null.
    private static double? Storable(double? value) => value is double number && double.IsNaN(number) ? null : value;

    private Dictionary<string, string> WeightsMetadata(string runId)
    {
        Dictionary<string, string> metadata = connection
            .Query<Setting>(
                "select path, value from settings where run_id = @runId and path like 'model.%'", new { runId })
            .ToDictionary(setting => setting.Path, setting => setting.Value);
        metadata["run_id"] = runId;
        return metadata;
    }

    private static string EndOf(TrainedRun run) => run.End == TrainingEnd.Done ? "done" : "diverged";

    private string RequireStatus(string runId) =>
        connection.QuerySingleOrDefault<string>("select status from runs where run_id = @runId", new { runId })
        ?? throw new InvalidOperationException($"Run {runId} was never declared.");

    private string Now() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

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
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            work();
            transaction.Commit();
        }
    }
}
