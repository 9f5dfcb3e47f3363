using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results.Runners;

/// <summary>
/// This process among those that train into one database. It shows that it lives by a heartbeat, from a thread and a
/// connection of its own so that neither a long pass nor a long write holds it up, and watches the others'.
/// </summary>
public sealed class Runner : IDisposable
{
    /// <summary>
    /// Time between heartbeats: rare enough for 32 processes on one disk, frequent enough that a dead one's runs do not
    /// wait long.
    /// </summary>
    public static readonly TimeSpan UsualHeartbeat = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection connection;
    private readonly TimeProvider clock;
    private readonly TimeSpan heartbeat;
    private readonly RunnerWatch watch;
    private readonly ManualResetEventSlim ending = new();
    private readonly Thread heart;

    private Runner(SqliteConnection connection, IProcessTable processes, TimeProvider clock, TimeSpan heartbeat)
    {
        this.connection = connection;
        this.clock = clock;
        this.heartbeat = heartbeat;
        watch = new RunnerWatch(processes, clock);
        Id = RunnerTable.Add(connection, processes, heartbeat, Timestamp.Of(clock));
        heart = new Thread(Beat) { Name = "heartbeat", IsBackground = true, Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>Its number in the database.</summary>
    public long Id { get; }

    /// <summary>Enters this process; its heart beats from now on.</summary>
    /// <param name="folder">The results folder; its database is there.</param>
    /// <param name="processes">The processes of this machine.</param>
    /// <param name="clock">Tells when, and measures the silence of others.</param>
    /// <param name="heartbeat">Time between heartbeats.</param>
    /// <param name="patience">How long to wait for another process's lock; null for the usual.</param>
    /// <exception cref="ResultsException">The database cannot be written.</exception>
    public static Runner Register(
        string folder, IProcessTable processes, TimeProvider clock, TimeSpan heartbeat, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(processes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(heartbeat, TimeSpan.Zero);
        SqliteConnection own = DatabaseFile.OpenForWriting(new ResultsFolder(folder).Database, patience);
        try
        {
            // What a power failure loses of heartbeats was not worth waiting for the disk.
            own.Execute("PRAGMA synchronous = NORMAL");
            var runner = new Runner(own, processes, clock, heartbeat);
            runner.heart.Start();
            return runner;
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>Whether another runner is dead, so that its runs may be taken.</summary>
    /// <param name="other">As recorded now.</param>
    internal bool IsDead(RunnerRow other) => other.RunnerId != Id && watch.IsDead(other);

    /// <summary>Says that it ended: what it was training waits again.</summary>
    public void Dispose()
    {
        ending.Set();
        heart.Join();
        try
        {
            RunnerTable.End(connection, Id, Timestamp.Of(clock));
        }
        catch (SqliteException)
        {
            // Others find the process gone, and what made this fail is told by what failed before.
        }

        connection.Dispose();
        ending.Dispose();
    }

    private void Beat()
    {
        while (!ending.Wait(heartbeat))
        {
            try
            {
                RunnerTable.Beat(connection, Id, Timestamp.Of(clock));
                watch.Beat();
                foreach (RunnerRow other in RunnerTable.Open(connection))
                    watch.Look(other);
            }
            catch (SqliteException)
            {
                // The disk is full or the database held: the next may go through. Until then this runner may lose its
                // runs to others, and is told so when it records.
            }
        }
    }
}
