using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>
/// Notices what other processes write into a results folder; reads only. Not for use by several threads at once.
/// </summary>
/// <param name="folder">The folder; it may have no database yet.</param>
public sealed class ResultsWatch(string folder) : IDisposable
{
    private readonly string path = new ResultsFolder(folder).Database;
    private Dictionary<string, string> marks = [];
    private SqliteConnection? connection;
    private long version;

    /// <summary>The experiments of which something was written since the last call; all of them at the first.</summary>
    /// <exception cref="ResultsException">The database is not one that this program reads.</exception>
    public IReadOnlyList<string> Changed()
    {
        if (!File.Exists(path))
            return Forgotten();
        try
        {
            connection ??= Open();

            // Moves with every commit of another connection, heartbeats among them.
            long now = connection.ExecuteScalar<long>("PRAGMA data_version");
            if (now == version)
                return [];
            version = now;
            return Differing(Marks(connection));
        }
        catch (SqliteException)
        {
            // Whoever holds it, or replaced the file: the next look opens it anew.
            Dispose();
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection?.Dispose();
        connection = null;
        version = -1;
    }

    private SqliteConnection Open()
    {
        version = -1;
        return DatabaseFile.OpenForReading(path);
    }

    private string[] Forgotten()
    {
        Dispose();
        return Differing([]);
    }

    private string[] Differing(Dictionary<string, string> found)
    {
        string[] changed =
        [
            .. found.Keys.Union(marks.Keys)
                .Where(name => found.GetValueOrDefault(name) != marks.GetValueOrDefault(name)).Order(StringComparer.Ordinal),
        ];
        marks = found;
        return changed;
    }

    // Epochs are counted of running runs alone: those of all runs may be half a million.
    private static Dictionary<string, string> Marks(SqliteConnection connection) => connection
        .Query<(string Name, string Mark)>(
            """
            with growing as (
                select m.experiment, r.run_id, (select count(*) from epochs e where e.run_id = r.run_id) as epochs
                from runs r join experiment_runs m on m.run_id = r.run_id where r.status = 'running'
            ), tested as (
                select m.experiment, count(*) || '/' || sum(t.images) || '/' || total(t.test_error_pct) as mark
                from robustness t join experiment_runs m on m.run_id = t.run_id group by m.experiment
            )
            select e.name,
                   e.declared_at || ' ' || count(r.run_id) || ' ' || coalesce(sum(r.token), 0)
                   || ' ' || total(r.status = 'pending') || ' ' || total(r.status = 'running')
                   || ' ' || coalesce(sum(r.finished_at is not null), 0) || ' ' || coalesce(max(r.finished_at), '')
                   || ' ' || coalesce((select sum(g.epochs) from growing g where g.experiment = e.name), 0)
                   || ' ' || coalesce((select t.mark from tested t where t.experiment = e.name), '')
            from experiments e
            left join experiment_runs m on m.experiment = e.name
            left join runs r on r.run_id = m.run_id
            group by e.name
            """)
        .ToDictionary(row => row.Name, row => row.Mark, StringComparer.Ordinal);
}
