using LeNetLab.Launchers;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Launchers;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Spooling;

/// <summary>Four declared runs, this process as their runner, and a spool.</summary>
internal sealed class SpoolFixture : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public SpoolFixture()
    {
        Runner = SyntheticResults.Runner(Sweep.Results, Sweep.Clock);
        Spool = new Spool(Sweep.Results, temporary.Path);
        Collector = new SpoolCollector(Sweep.Database, Spool, Sweep.Clock);
    }

    public SentAway Sweep { get; } = new();

    public Runner Runner { get; }

    public Spool Spool { get; }

    public SpoolCollector Collector { get; }

    public string Database => Path.Combine(Sweep.Results, "lenetlab.db");

    public void Dispose()
    {
        Runner.Dispose();
        Sweep.Dispose();
        temporary.Dispose();
    }

    public string Id(int run) => Sweep.Plan.Items[run].Run.RunId;

    public Spooled Ticket(int run, long? token) => new(
        ManifestRun.Of(Sweep.Plan.Items[run].Run, SentAway.Dataset.TestCount), new LeaseFence(Runner.Id, token));

    public RunLease Claim(int run, Runner? by = null) =>
        Sweep.Database.Claim(Id(run), by ?? Runner, SyntheticResults.Provenance).Lease!;

    /// <summary>Keeps the result of a run.</summary>
    /// <returns>Its file.</returns>
    public string Keep(int run, RemoteResult result, long? token, string attempt = "1-1") =>
        Spool.TryWrite(attempt, result, Ticket(run, token))!;

    /// <summary>Makes folders of the spool impossible: files lie in their places.</summary>
    public void Block(int folders)
    {
        foreach (string folder in Spool.Folders.Take(folders))
            File.WriteAllText(folder, "");
    }

    public void Unblock()
    {
        foreach (string folder in Spool.Folders.Where(File.Exists))
            File.Delete(folder);
    }

    public SpoolKeeper Keeper(ResultsDatabase database) => new(
        Spool, new SpoolCollector(database, Spool, Sweep.Clock),
        runId => ManifestRun.Of(
            Sweep.Plan.Items.Single(item => item.Run.RunId == runId).Run, SentAway.Dataset.TestCount),
        _ => SyntheticResults.Provenance, Sweep.Clock);

    public DatabaseRecorder Recorder(ResultsDatabase database) =>
        new(database, Runner, _ => SyntheticResults.Provenance);
}
