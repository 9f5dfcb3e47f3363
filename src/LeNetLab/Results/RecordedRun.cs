using Dapper;
using LeNetLab.Engines;
using LeNetLab.Specs;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>All that is recorded of one run but for its figures, whether or not an experiment still names it.</summary>
public sealed record RecordedRun
{
    private const string Columns = """
        select r.*, coalesce((select m.variant from experiment_runs m where m.run_id = r.run_id
                              order by m.experiment = @experiment desc, m.experiment, m.position limit 1), a.variant)
                    as variant,
               a.experiments, a.former_experiment
        from runs r join all_runs a on a.run_id = r.run_id
        """;

    /// <summary>Its content hash.</summary>
    public required string RunId { get; init; }

    /// <summary>What an experiment calls it, or the last one did that asked for it; null where that is not recorded.</summary>
    public string? Variant { get; init; }

    /// <summary>The experiments that ask for it, with commas between; null if none does any longer.</summary>
    public string? Experiments { get; init; }

    /// <summary>If none does, the last that did; null where that is not recorded.</summary>
    public string? FormerExperiment { get; init; }

    /// <summary>Its seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The dataset in use.</summary>
    public required string Dataset { get; init; }

    /// <summary>Its sum.</summary>
    public required string DatasetSha256 { get; init; }

    /// <summary>Images trained on, validation left out.</summary>
    public required int TrainImages { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>The engine's version.</summary>
    public required int EngineVersion { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Width of the vectors used.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Of the final parameters; null unless it is done.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>The shorter run that it went on from; null if it began itself.</summary>
    public string? ContinuedFrom { get; init; }

    /// <summary>How many epochs that one had.</summary>
    public int? ContinuedAfter { get; init; }

    /// <summary>Commit of the program.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Processor model.</summary>
    public string? Cpu { get; init; }

    /// <summary>.NET runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>What trained it, as its identity has it.</summary>
    public EngineIdentity Identity => new(Engine, EngineVersion, Device, VectorBits);

    /// <summary>As people know it.</summary>
    public string Name => Variant is null ? $"{RunId} (of no experiment)" : $"{RunId} ({Variant}, seed {Seed})";

    /// <summary>Every run, in the order of their variants and seeds.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="experiment">Only of this one; null for all.</param>
    internal static IReadOnlyList<RecordedRun> All(SqliteConnection connection, string? experiment = null) =>
    [
        .. connection.Query<RecordedRun>(
            $"""
            {Columns}
            where @experiment is null
               or r.run_id in (select run_id from experiment_runs where experiment = @experiment)
            order by variant, r.seed, r.run_id
            """,
            new { experiment }),
    ];

    /// <summary>Those that no experiment asks for any longer, by what they were part of.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="experiment">Only those whose last experiment this was; null for all.</param>
    internal static IReadOnlyList<RecordedRun> Former(SqliteConnection connection, string? experiment) =>
    [
        .. connection.Query<RecordedRun>(
            $"""
            {Columns}
            where not exists (select 1 from experiment_runs m where m.run_id = r.run_id)
              and (@experiment is null or a.former_experiment = @experiment)
            order by a.former_experiment is null, a.former_experiment, variant, r.seed, r.run_id
            """,
            new { experiment }),
    ];

    /// <summary>One run.</summary>
    internal static RecordedRun One(SqliteConnection connection, string runId) =>
        connection.QuerySingle<RecordedRun>(
            $"{Columns} where r.run_id = @runId", new { runId, experiment = (string?)null });

    /// <summary>The spec that it was trained by.</summary>
    /// <exception cref="SpecException">Its settings are not of this program's making.</exception>
    public RunSpec Spec(IReadOnlyList<Setting> settings) =>
        RecordedSettings.Rebuild(RunId, Variant ?? RunId, Seed, new EngineSpec(Engine, Device), settings);
}
