using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results.Trash;

/// <summary>
/// Rows on their way to the trash and back. The copies know their columns, so a newer schema takes them too.
/// </summary>
internal static class TrashedRows
{
    private static readonly string[] OfRuns =
        ["runs", "settings", "epochs", "layer_stats", "robustness", "predictions", "former_runs"];

    /// <summary>Copies what goes into a database of its own, which is on the disk when this returns.</summary>
    /// <param name="database">The results database; the caller holds its write lock, so nothing changes meanwhile.</param>
    /// <param name="path">The new database.</param>
    /// <param name="removal">What goes.</param>
    public static void Copy(string database, string path, Removal removal)
    {
        using SqliteConnection copy = Open(path, SqliteOpenMode.ReadWriteCreate);
        copy.Execute("attach @database as results", new { database });

        // Deferred: an immediate one would ask for the write lock of the attached database too, which the caller holds.
        using (SqliteTransaction transaction = copy.BeginTransaction(deferred: true))
        {
            copy.Execute("create table wanted (run_id text primary key)");
            copy.Execute("insert into wanted values (@id)", removal.Runs.Select(id => new { id }));
            copy.Execute("create table members (experiment text, variant text, run_id text)");
            copy.Execute("insert into members values (@Experiment, @Variant, @RunId)",
                removal.Members.Select(row => new { row.Experiment, row.Variant, row.RunId }));
            foreach (string table in OfRuns)
                copy.Execute($"create table {table} as select * from results.{table} where run_id in wanted");
            copy.Execute(
                """
                create table experiment_runs as select m.* from results.experiment_runs m
                join members w on w.experiment = m.experiment and w.variant = m.variant and w.run_id = m.run_id;
                create table experiments as select * from results.experiments
                where name in (select experiment from members) or name = @Whole;
                """,
                new { Whole = removal.Whole ? removal.Experiment : null });
            transaction.Commit();
        }

        copy.Execute("detach results");
    }

    /// <summary>Deletes the same rows, within the caller's transaction.</summary>
    public static void Delete(SqliteConnection connection, Removal removal)
    {
        connection.Execute(
            "delete from experiment_runs where experiment = @Experiment and variant = @Variant and run_id = @RunId",
            removal.Members.Select(row => new { row.Experiment, row.Variant, row.RunId }));
        connection.Execute("delete from runs where run_id = @id", removal.Runs.Select(id => new { id }));
        if (removal.Whole)
            connection.Execute("delete from experiments where name = @Experiment", new { removal.Experiment });
    }

    /// <summary>
    /// Puts rows back, in one transaction. A run that has been trained anew meanwhile stays as it is now; one that
    /// only waits is replaced.
    /// </summary>
    /// <param name="connection">The results database.</param>
    /// <param name="path">The copies.</param>
    /// <returns>The runs that are back.</returns>
    public static IReadOnlyList<string> Return(SqliteConnection connection, string path)
    {
        connection.Execute("attach @path as trash", new { path });
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("PRAGMA defer_foreign_keys = ON");
        string[] back =
        [
            .. connection.Query<string>(
                """
                select t.run_id from trash.runs t left join main.runs r on r.run_id = t.run_id
                where r.run_id is null or (r.status in ('pending', 'failed') and t.status in ('done', 'diverged'))
                """),
        ];
        connection.Execute("create temp table back (run_id text primary key)");
        connection.Execute("insert into back values (@id)", back.Select(id => new { id }));
        connection.Execute("delete from main.runs where run_id in back");
        string of = Columns(connection, "experiments");
        connection.Execute($"insert or ignore into main.experiments ({of}) select {of} from trash.experiments");
        foreach (string table in OfRuns)
        {
            // A copy that an older program made lacks the tables that came later.
            string columns = Columns(connection, table);
            if (columns.Length == 0)
                continue;
            connection.Execute(
                $"insert into main.{table} ({columns}) select {columns} from trash.{table} where run_id in back");
        }

        ReturnMembers(connection);
        transaction.Commit();
        return back;
    }

    /// <summary>Gives runs their places in experiments again; behind the others where a place is taken by now.</summary>
    private static void ReturnMembers(SqliteConnection connection)
    {
        // What they are to each other, where the copies know it.
        string[] more = [.. Columns(connection, "experiment_runs").Split(", ").Except(["experiment", "position"])];
        connection.Execute(
            $"""
            insert into main.experiment_runs (experiment, position, {string.Join(", ", more)})
            select t.experiment,
                   case when exists (select 1 from main.experiment_runs m
                                     where m.experiment = t.experiment and m.position = t.position)
                        then t.position + 1
                             + (select max(max(m.position), (select max(position) from trash.experiment_runs))
                                from main.experiment_runs m where m.experiment = t.experiment)
                        else t.position end,
                   {string.Join(", ", more.Select(column => $"t.{column}"))}
            from trash.experiment_runs t
            where t.run_id in (select run_id from main.runs)
              and not exists (select 1 from main.experiment_runs m where m.experiment = t.experiment
                              and m.run_id = t.run_id and m.variant = t.variant)
            order by t.experiment, t.position
            """);
    }

    private static string Columns(SqliteConnection connection, string table) => string.Join(", ", connection
        .Query<string>($"select name from pragma_table_info('{table}', 'main')")
        .Intersect(connection.Query<string>($"select name from pragma_table_info('{table}', 'trash')")));

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 60000");
        return connection;
    }
}
