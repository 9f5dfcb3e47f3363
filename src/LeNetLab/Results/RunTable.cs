using Dapper;
using LeNetLab.Models;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Training;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>A run's rows in <c>runs</c>, <c>settings</c>, <c>epochs</c>; each call within a transaction.</summary>
internal static class RunTable
{
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

    /// <summary>Where a run stands.</summary>
    /// <exception cref="InvalidOperationException">It was never declared.</exception>
    public static RunStanding Standing(SqliteConnection connection, string runId) =>
        connection.QuerySingleOrDefault<RunStanding>(
            "select status, token, runner_id from runs where run_id = @runId", new { runId })
        ?? throw new InvalidOperationException($"Run {runId} was never declared.");

    /// <summary>Gives a run to a runner, and forgets epochs of earlier attempts.</summary>
    public static void Give(SqliteConnection connection, RunLease lease, Provenance provenance, string now)
    {
        var values = new DynamicParameters(provenance);
        values.AddDynamicParams(new { lease.RunId, lease.RunnerId, lease.Token, now, SqliteLibrary.Version });
        connection.Execute(
            """
            update runs set status = 'running', runner_id = @RunnerId, token = @Token, started_at = @now,
                   finished_at = null, error = null, train_seconds = null, images_per_second = null,
                   git_commit = @GitCommit, git_dirty = @GitDirty, host = @Host, cpu = @Cpu, runtime = @Runtime,
                   os = @OperatingSystem, program_version = @ProgramVersion, sqlite_version = @Version,
                   vector_bits = @VectorBits
            where run_id = @RunId
            """,
            values);
        connection.Execute("delete from epochs where run_id = @RunId", new { lease.RunId });
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

    /// <summary>Adds or replaces epochs of a run.</summary>
    public static void AddEpochs(SqliteConnection connection, string runId, IReadOnlyList<EpochResult> epochs) =>
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
