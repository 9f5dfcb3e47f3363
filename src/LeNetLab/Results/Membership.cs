using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>Which experiment asks for which runs, and which ones it once did; each call within a transaction.</summary>
internal static class Membership
{
    /// <summary>
    /// Makes runs those that an experiment asks for. Those that it asked for until now leave it, and stay known by what it
    /// called them.
    /// </summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="experiment">Its name.</param>
    /// <param name="runs">The runs in the order of the spec.</param>
    /// <param name="now">When: ISO 8601, UTC.</param>
    public static void Replace(
        SqliteConnection connection, string experiment, IReadOnlyList<PlannedRun> runs, string now)
    {
        HashSet<string> asked = [.. runs.Select(run => run.RunId)];
        string[] leaving =
        [
            .. connection.Query<string>(
                "select distinct run_id from experiment_runs where experiment = @experiment", new { experiment })
                .Where(id => !asked.Contains(id)),
        ];
        connection.Execute(
            """
            insert or replace into former_runs (experiment, run_id, variant, tuned_from, trial_of, left_at)
            select experiment, run_id, variant, tuned_from, trial_of, @now from experiment_runs
            where experiment = @experiment and run_id = @id
            """,
            leaving.Select(id => new { experiment, id, now }));
        connection.Execute("delete from experiment_runs where experiment = @experiment", new { experiment });
        connection.Execute(
            """
            insert into experiment_runs (experiment, position, run_id, variant, tuned_from, trial_of)
            values (@experiment, @position, @RunId, @Variant, @TunedFrom, @TrialOf)
            """,
            runs.Select((run, position) => new
            {
                experiment,
                position,
                run.RunId,
                run.Spec.Variant,
                run.Spec.TunedFrom,
                run.Spec.TrialOf,
            }));

        // What is back is no longer what it was.
        connection.Execute(
            """
            delete from former_runs where experiment = @experiment
            and run_id in (select run_id from experiment_runs where experiment = @experiment)
            """,
            new { experiment });
    }
}
