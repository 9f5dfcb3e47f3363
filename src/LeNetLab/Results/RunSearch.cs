using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>By what runs are sorted.</summary>
public enum RunOrder
{
    /// <summary>The latest that was begun first; what waits comes last.</summary>
    Started,

    /// <summary>As experiments and their specs have them.</summary>
    Spec,

    /// <summary>The lowest test error first.</summary>
    TestError,

    /// <summary>The lowest training error first.</summary>
    TrainError,

    /// <summary>The smallest gap first.</summary>
    Gap,
}

/// <summary>Runs with something in common; figures are over those that are done.</summary>
public sealed record RunGroup
{
    /// <summary>What that is.</summary>
    public required string Name { get; init; }

    /// <summary>The experiment, where they are one variant of it.</summary>
    public string? Experiment { get; init; }

    /// <summary>How many.</summary>
    public required int Runs { get; init; }

    /// <summary>How many of them are done.</summary>
    public required int Done { get; init; }

    /// <summary>Mean training error.</summary>
    public double? TrainErrorPct { get; init; }

    /// <summary>Mean test error.</summary>
    public double? TestErrorPct { get; init; }

    /// <summary>The lowest test error.</summary>
    public double? LowestTestErrorPct { get; init; }

    /// <summary>Mean gap.</summary>
    public double? GapPct { get; init; }

    /// <summary>Mean time of the training passes.</summary>
    public double? TrainSeconds { get; init; }
}

/// <summary>What a search found.</summary>
/// <param name="Total">How many runs there are.</param>
/// <param name="Runs">A page of them; none if they are grouped.</param>
/// <param name="Groups">The groups; none unless they are asked for.</param>
public sealed record FoundRuns(long Total, IReadOnlyList<RunSummary> Runs, IReadOnlyList<RunGroup> Groups);

/// <summary>A search among all runs of all experiments; trials are none of them.</summary>
public sealed record RunSearch
{
    /// <summary>The most rows of a page, and the most groups.</summary>
    public const int LongestPage = 1000;

    /// <summary>By what runs may be grouped, and the columns that say it.</summary>
    private static readonly Dictionary<string, string> Groupings = new(StringComparer.Ordinal)
    {
        ["variant"] = "m.variant",
        ["experiment"] = "m.experiment",
        ["status"] = "r.status",
        ["dataset"] = "r.dataset",
        ["activation"] = "r.activation",
        ["c3"] = "r.c3",
        ["pooling"] = "r.pooling",
        ["preset"] = "r.width",
        ["engine"] = "r.engine",
        ["train_images"] = "r.train_images",
        ["seed"] = "r.seed",
    };

    private const string SeedPrefix = "seed=";

    private const string Filter = """
        from experiment_runs m join runs r on r.run_id = m.run_id
        where m.trial_of is null
          and (@Experiment is null or m.experiment = @Experiment) and (@Status is null or r.status = @Status)
        """;

    /// <summary>By what runs may be grouped.</summary>
    public static IReadOnlyCollection<string> GroupNames => Groupings.Keys;

    /// <summary>Only of this experiment; null for all.</summary>
    public string? Experiment { get; init; }

    /// <summary>Only of this status; null for all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only where each of these is in the experiment, variant, id, dataset or engine; <c>seed=3</c> is that seed.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>One of <see cref="GroupNames"/>; null for single runs.</summary>
    public string? GroupBy { get; init; }

    /// <summary>By what they are sorted.</summary>
    public RunOrder Order { get; init; }

    /// <summary>Runs to pass over.</summary>
    public int Offset { get; init; }

    /// <summary>Runs to give, at most <see cref="LongestPage"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Searches.</summary>
    internal FoundRuns Run(SqliteConnection connection)
    {
        DynamicParameters given = Parameters();
        string filter = Filter + string.Concat(Words.Select((word, place) => IsSeed(word)
            ? $" and r.seed = @word{place}"
            : " and (m.experiment || ' ' || m.variant || ' ' || r.run_id || ' ' || r.dataset || ' ' || r.engine) "
            + $"like @word{place} escape '\\'"));
        long total = connection.ExecuteScalar<long>($"select count(*) {filter}", given);
        return GroupBy is null
            ? new FoundRuns(total, [.. connection.Query<RunSummary>(PageSql(filter), given)], [])
            : new FoundRuns(total, [], [.. connection.Query<RunGroup>(GroupSql(filter), given)]);
    }

    private DynamicParameters Parameters()
    {
        var given = new DynamicParameters(new
        {
            Experiment,
            Status = Status?.ToString().ToLowerInvariant(),
            Offset = Math.Max(0, Offset),
            Limit = Math.Clamp(Limit, 1, LongestPage),
        });
        for (int place = 0; place < Words.Count; place++)
        {
            string word = Words[place].Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
            given.Add($"word{place}", IsSeed(word) ? SeedOf(word) : $"%{word}%");
        }

        return given;
    }

    private static bool IsSeed(string word) => SeedOf(word) is not null;

    private static long? SeedOf(string word) =>
        word.StartsWith(SeedPrefix, StringComparison.OrdinalIgnoreCase)
        && long.TryParse(word.AsSpan(SeedPrefix.Length), out long seed) ? seed : null;

    // The view looks up each run's last epoch: only the rows of the page need it, unless it is what they are sorted by.
    private string PageSql(string filter)
    {
        (string order, bool byFigure) = Order switch
        {
            RunOrder.TestError => ("v.test_error_pct is null, v.test_error_pct", true),
            RunOrder.TrainError => ("v.train_error_pct is null, v.train_error_pct", true),
            RunOrder.Gap => ("v.gap_pct is null, v.gap_pct", true),
            RunOrder.Spec => ("m.experiment, m.position", false),
            _ => ("r.started_at is null, r.started_at desc, m.experiment, m.position", false),
        };
        string keys = $"select m.experiment, m.position, r.started_at {filter}";
        return byFigure
            ? $"""
              with page as ({keys})
              select v.* from page join run_rows v on v.experiment = page.experiment and v.position = page.position
              order by {order}, v.experiment, v.position limit @Limit offset @Offset
              """
            : $"""
              with page as ({keys} order by {order} limit @Limit offset @Offset)
              select v.* from page join run_rows v on v.experiment = page.experiment and v.position = page.position
              order by {order.Replace("m.", "v.").Replace("r.", "v.")}
              """;
    }

    private string GroupSql(string filter)
    {
        string column = Groupings[GroupBy!];
        string experiment = GroupBy == "variant" ? "m.experiment" : "null";
        return $"""
            with members as (
                select cast({column} as text) as name, {experiment} as of_experiment, {column} as sorted, m.experiment,
                       m.position {filter}
            )
            select g.name, g.of_experiment as experiment, count(*) as runs, sum(v.status = 'done') as done,
                   avg(v.train_error_pct) as train_error_pct, avg(v.test_error_pct) as test_error_pct,
                   min(v.test_error_pct) as lowest_test_error_pct, avg(v.gap_pct) as gap_pct,
                   avg(v.train_seconds) as train_seconds
            from members g join run_rows v on v.experiment = g.experiment and v.position = g.position
            group by g.of_experiment, g.sorted
            order by g.of_experiment, g.sorted limit {LongestPage}
            """;
    }
}
