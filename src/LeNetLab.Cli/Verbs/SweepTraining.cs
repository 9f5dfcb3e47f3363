using LeNetLab.Cli.Display;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;
using LeNetLab.Results.Runners;
using LeNetLab.Spooling;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Verbs;

/// <summary>Trains runs on this machine, shows how far they are, and records them for as long as that takes.</summary>
/// <param name="host">Where it runs.</param>
/// <param name="options">What was asked for.</param>
/// <param name="engines">What trains.</param>
/// <param name="dataset">What everything is trained on.</param>
/// <param name="mostWorkers">Runs at a time.</param>
internal sealed class SweepTraining(
    LabHost host, RunOptions options, EngineSet engines, Dataset dataset, int mostWorkers)
{
    private readonly Terminal terminal = host.Terminal;

    /// <summary>Trains runs; what cannot be recorded is kept in the spool.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="toDo">The runs, which may be none.</param>
    /// <param name="failures">
    /// Those of them that failed before, as <see cref="ResultsDatabase.Failures"/> had them when they were chosen.
    /// </param>
    /// <param name="rates">How fast each engine is, as known by now.</param>
    /// <param name="cancellation">Stops at the next slice.</param>
    public async Task<(SweepOutcome Outcome, Backlog Left)> TrainAsync(
        ResultsDatabase database, IReadOnlyList<SweepItem> toDo, IReadOnlyDictionary<string, long> failures,
        EngineRates rates, CancellationToken cancellation)
    {
        if (toDo.Count == 0)
            return (new SweepOutcome(0, 0, 0, false), new Backlog([], 0, null));
        await Task.Run(dataset.Load, cancellation);
        var progress = new SweepProgress(toDo, Math.Min(mostWorkers, toDo.Count), rates.Mean(toDo), host.Clock);
        ISweepObserver observer = terminal.IsLive ? progress : new PlainProgress(progress, terminal, host.Clock);
        using CancellationTokenRegistration notice = cancellation.Register(() =>
        {
            if (!terminal.IsLive)
                terminal.Out.WriteLine("Stopping at the next slice; a second signal ends at once.");
        });
        using Runner runner = host.Register(options.Results);
        using PatientRecorder recorder = new SpoolResults(host, options.Results).Recorder(
            database, Recorder(database, runner, toDo, failures), (toDo, dataset), observer.OnNotice, cancellation);
        Task<(SweepOutcome, Backlog Left)> sweep = Task.Run(
            () => (Run(toDo, recorder, observer, cancellation), recorder.Close()), CancellationToken.None);
        if (terminal.IsLive)
            await new LiveProgress(progress, terminal, host.Clock).ShowAsync(sweep, cancellation);
        (SweepOutcome outcome, Backlog left) = await sweep;
        if (left.Fault is not null)
            database.KeepJournal();
        return (outcome, left);
    }

    private SweepOutcome Run(
        IReadOnlyList<SweepItem> toDo, PatientRecorder recorder, ISweepObserver observer,
        CancellationToken cancellation)
    {
        var checkpoints = new CheckpointPlan(new CheckpointFolder(options.Results), options.CheckpointEvery);
        return new SweepRunner(engines.Engine, recorder, host.Clock, checkpoints)
            .Run(toDo, dataset, mostWorkers, observer, cancellation);
    }

    private DatabaseRecorder Recorder(
        ResultsDatabase database, Runner runner, IReadOnlyList<SweepItem> toDo,
        IReadOnlyDictionary<string, long> failures)
    {
        ProvenanceCollector origin = ProvenanceCollector.Collect(AppContext.BaseDirectory);
        origin.PrintMissing(terminal.Out);
        Dictionary<string, EngineIdentity> engineOf =
            toDo.ToDictionary(item => item.Run.RunId, item => item.Run.Engine, StringComparer.Ordinal);
        return new DatabaseRecorder(database, runner, id => origin.Of(engineOf[id]), failures);
    }
}
