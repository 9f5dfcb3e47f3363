using Dapper;
using LeNetLab.Models;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>A run's rows in <c>runs</c>, <c>settings</c>, <c>epochs</c>; each call within a transaction.</summary>
internal static class RunTable
{
    /// <summary>Stands where a model has no such part.</summary>
    private const string None = "none";

    /// <summary>Adds runs, each pending.</summary>
    public static void Add(SqliteConnection connection, IReadOnlyList<PlannedRun> runs)
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
                activation = Activation(run.Spec.Model),
                c3 = run.Spec.Model.IsLeNet ? run.Spec.Model.C3 == C3Connections.Full ? "full" : "partial" : None,
                pooling = run.Spec.Model.IsLeNet ? run.Spec.Model.Pooling.ToString().ToLowerInvariant() : None,
                width = Width(run.Spec.Model.Preset),
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
            runs.SelectMany(run => RecordedSettings.Complete(run.Spec.Settings).Select(
                (setting, position) => new { run.RunId, setting.Path, setting.Value, position })));
    }

    /// <summary>Where a run stands; null if it was never declared, or was removed.</summary>
    public static RunStanding? Standing(SqliteConnection connection, string runId) =>
        connection.QuerySingleOrDefault<RunStanding>(
            "select status, token, runner_id from runs where run_id = @runId", new { runId });

    /// <summary>Gives a run to a runner, null for one elsewhere, and forgets epochs of earlier attempts.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="runId">The run.</param>
    /// <param name="runnerId">Who trains it.</param>
    /// <param name="token">That of the claim.</param>
    /// <param name="provenance">Where and with what.</param>
    /// <param name="startedAt">When.</param>
    /// <param name="continuedFrom">The shorter run that it goes on from; null if it begins itself.</param>
    public static void Give(
        SqliteConnection connection, string runId, long? runnerId, long token, Provenance provenance, string startedAt,
        Continuation? continuedFrom)
    {
        var values = new DynamicParameters(provenance);
        values.AddDynamicParams(new
        {
            runId,
            runnerId,
            token,
            startedAt,
            SqliteLibrary.Version,
            continuedFrom = continuedFrom?.RunId,
            continuedAfter = continuedFrom?.Epochs,
        });
        connection.Execute(
            """
            update runs set status = 'running', runner_id = @runnerId, token = @token, started_at = @startedAt,
                   finished_at = null, error = null, train_seconds = null, images_per_second = null,
                   predict_seconds = null, continued_from = @continuedFrom, continued_after = @continuedAfter,
                   git_commit = @GitCommit, git_dirty = @GitDirty, host = @Host, cpu = @Cpu, runtime = @Runtime,
                   os = @OperatingSystem, program_version = @ProgramVersion, sqlite_version = @Version,
                   vector_bits = @VectorBits
            where run_id = @runId
            """,
            values);
        connection.Execute("delete from epochs where run_id = @runId", new { runId });
    }

    /// <summary>Records the end of a run that is done or diverged.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="runId">The run.</param>
    /// <param name="run">How it ended.</param>
    /// <param name="sum">Of its weights; null if it diverged.</param>
    /// <param name="finishedAt">When.</param>
    public static void End(
        SqliteConnection connection, string runId, TrainedRun run, string? sum, string finishedAt)
    {
        bool done = run.End == TrainingEnd.Done;
        connection.Execute("delete from epochs where run_id = @runId", new { runId });
        AddEpochs(connection, runId, run.Epochs);
        string status = done ? "done" : "diverged";
        connection.Execute(
            """
            update runs set status = @status, finished_at = @finishedAt, train_seconds = @TrainSeconds,
                   images_per_second = @ImagesPerSecond, predict_seconds = @PredictSeconds, weights_sha256 = @sum,
                   parameters = coalesce(@parameters, parameters), error = null
            where run_id = @runId
            """,
            new
            {
                runId,
                status,
                finishedAt,
                run.TrainSeconds,
                run.ImagesPerSecond,
                run.PredictSeconds,
                sum,
                parameters = done && run.Parameters < run.Model.ParameterCount ? run.Parameters : (int?)null,
            });
        if (done)
        {
            connection.Execute("insert or replace into predictions values (@runId, @TestPredictions)",
                new { runId, run.TestPredictions });
        }
    }

    /// <summary>Records that a run failed where this database is not.</summary>
    public static void Fail(SqliteConnection connection, string runId, string error, string finishedAt) =>
        connection.Execute(
            "update runs set status = 'failed', error = @error, finished_at = @finishedAt where run_id = @runId",
            new { runId, error, finishedAt });

    /// <summary>How a run is recorded.</summary>
    public static Taking Recorded(SqliteConnection connection, string runId)
    {
        string? sum = connection.QuerySingleOrDefault<string>(
            "select weights_sha256 from runs where run_id = @runId", new { runId });
        RunStanding? standing = Standing(connection, runId);
        return new Taking(standing?.Status, sum) { Standing = standing };
    }

    /// <summary>The fence that every write of a run is behind, in the same transaction.</summary>
    /// <exception cref="LeaseLostException">The run went to another runner.</exception>
    public static void RequireHeld(SqliteConnection connection, RunLease lease)
    {
        long held = connection.ExecuteScalar<long>(
            """
            select count(*) from runs
            where run_id = @RunId and runner_id = @RunnerId and token = @Token and status = 'running'
            """,
            lease);
        if (held == 0)
            throw new LeaseLostException(lease.RunId);
    }

    /// <summary>Adds or replaces epochs of a run, and what was found in its layers.</summary>
    public static void AddEpochs(SqliteConnection connection, string runId, IReadOnlyList<EpochResult> epochs)
    {
        connection.Execute(
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
        AddLayers(connection, runId, epochs);
    }

    private static void AddLayers(SqliteConnection connection, string runId, IReadOnlyList<EpochResult> epochs) =>
        connection.Execute(
            """
            insert into layer_stats values (@runId, @Epoch, @Position, @Layer, @Units, @GradientNorm, @WeightNorm,
                @UpdateNorm, @UpdateWeightRatio, @ActivationMean, @ActivationSd, @SaturatedFraction, @DeadUnits)
            """,
            epochs.SelectMany(epoch => epoch.Layers.Rows.Select(layer => new
            {
                runId,
                epoch.Epoch,
                layer.Position,
                layer.Layer,
                layer.Units,
                GradientNorm = Storable(layer.GradientNorm),
                WeightNorm = Storable(layer.WeightNorm),
                UpdateNorm = Storable(layer.UpdateNorm),
                UpdateWeightRatio = Storable(layer.UpdateWeightRatio),
                ActivationMean = Storable(layer.ActivationMean),
                ActivationSd = Storable(layer.ActivationSd),
                SaturatedFraction = Storable(layer.SaturatedFraction),
                layer.DeadUnits,
            })));

    /// <summary>What a weights file says of its run.</summary>
    public static Dictionary<string, string> WeightsMetadata(SqliteConnection connection, string runId)
    {
        Dictionary<string, string> metadata = connection
            .Query<Setting>(
                "select path, value from settings where run_id = @runId and path like 'model.%'", new { runId })
            .ToDictionary(setting => setting.Path, setting => setting.Value);
        metadata["run_id"] = runId;
        return metadata;
    }

    private static string Activation(ModelSpec model) =>
        model.IsSquashed ? model.Activation.Name : None;

    /// <summary>The preset's name; that of 1998 is a classic network, and its settings say the rest.</summary>
    private static string Width(Preset preset) => preset == Preset.LeNet5Of1998
        ? Width(Preset.LeNet5)
        : ((SettingKind.Choice)SettingTable.Preset.Kind).Names[(int)preset];

    // SQLite has no NaN: it stores null.
    private static double? Storable(double? value) => value is double number && double.IsNaN(number) ? null : value;
}

/// <summary>Where a run stands, and with whom.</summary>
internal sealed record RunStanding
{
    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>That of its latest claim; 0 before the first.</summary>
    public required long Token { get; init; }

    /// <summary>Who claimed it last.</summary>
    public long? RunnerId { get; init; }
}
