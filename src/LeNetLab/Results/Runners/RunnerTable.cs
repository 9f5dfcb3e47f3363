using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results.Runners;

/// <summary>The table <c>runners</c>.</summary>
internal static class RunnerTable
{
    private const string ReleaseRuns =
        "update runs set status = 'pending' where runner_id = @runnerId and status = 'running'";

    /// <summary>
    /// Enters a runner. Runs that nobody can be training any more wait again: those of processes that are gone, and
    /// those that a program which knew of no runners left.
    /// </summary>
    /// <returns>Its number.</returns>
    public static long Add(
        SqliteConnection connection, IProcessTable processes, TimeSpan heartbeat, string now)
    {
        long id = 0;
        Transaction.Run(connection, () =>
        {
            connection.Execute("update runs set status = 'pending' where status = 'running' and runner_id is null");
            foreach (RunnerRow runner in Open(connection))
            {
                if (processes.Look(runner.Identity) == ProcessSighting.Gone)
                    Close(connection, runner.RunnerId, now);
            }

            RunnerIdentity self = processes.Self;
            id = connection.QuerySingle<long>(
                """
                insert into runners (host, pid_space, pid, pid_started, started_at, heartbeat_seconds, heartbeat_at)
                values (@Host, @PidSpace, @Pid, @PidStarted, @now, @TotalSeconds, @now)
                returning runner_id
                """,
                new { self.Host, self.PidSpace, self.Pid, self.PidStarted, heartbeat.TotalSeconds, now });
        });
        return id;
    }

    /// <summary>Those that have not said that they ended.</summary>
    public static IEnumerable<RunnerRow> Open(SqliteConnection connection) =>
        connection.Query<RunnerRow>("select * from runners where ended_at is null order by runner_id");

    /// <summary>One runner.</summary>
    public static RunnerRow Find(SqliteConnection connection, long runnerId) =>
        connection.QuerySingle<RunnerRow>("select * from runners where runner_id = @runnerId", new { runnerId });

    /// <summary>Records a heartbeat.</summary>
    public static void Beat(SqliteConnection connection, long runnerId, string now) => connection.Execute(
        "update runners set heartbeats = heartbeats + 1, heartbeat_at = @now where runner_id = @runnerId",
        new { runnerId, now });

    /// <summary>Records that a runner ended; what it was training waits again.</summary>
    public static void End(SqliteConnection connection, long runnerId, string now) =>
        Transaction.Run(connection, () => Close(connection, runnerId, now));

    private static void Close(SqliteConnection connection, long runnerId, string now)
    {
        connection.Execute(ReleaseRuns, new { runnerId });
        connection.Execute(
            "update runners set ended_at = @now where runner_id = @runnerId", new { runnerId, now });
    }
}
