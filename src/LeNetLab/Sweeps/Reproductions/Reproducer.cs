using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Sweeps.Reproductions;

/// <summary>Trains a recorded run again from its row alone; reads no spec and records nothing.</summary>
/// <param name="run">What is recorded of it.</param>
/// <param name="settings">Its settings.</param>
public sealed class Reproducer(RecordedRun run, IReadOnlyList<Setting> settings)
{
    /// <summary>What to train; checked against the id, which is a hash of all of it.</summary>
    /// <exception cref="SweepRefusedException">It has no outcome, or is not what its id says.</exception>
    /// <exception cref="SpecException">Its settings are not of this program's making.</exception>
    public RunSpec Spec()
    {
        if (run.Status is not (RunStatus.Done or RunStatus.Diverged))
        {
            throw new SweepRefusedException(
                $"Run {run.Name} is {$"{run.Status}".ToLowerInvariant()}: it has no outcome to be compared with.");
        }

        RunSpec spec = run.Spec(settings);
        string id = RunIdentity.Of(spec, run.DatasetSha256, run.Identity);
        return id == run.RunId
            ? spec
            : throw new SweepRefusedException(
                $"Run {run.Name} is not what its id says: what is recorded of it has the id {id}. "
                + "Its row was changed by something other than this program.");
    }

    /// <summary>Refuses an engine that would give other numbers.</summary>
    /// <exception cref="SweepRefusedException">It is of another version.</exception>
    public void RequireEngine(EngineIdentity engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (engine.Version != run.EngineVersion)
        {
            string commit = run.GitCommit is { } known ? $": check out commit {known}" : "";
            throw new SweepRefusedException(
                $"Run {run.Name} was trained by version {run.EngineVersion} of the {run.Engine} engine; this program "
                + $"has version {engine.Version}, which gives other numbers. The one that trained it can{commit}.");
        }
    }

    /// <summary>Trains it and compares.</summary>
    /// <param name="reader">Has the recorded outcome.</param>
    /// <param name="trainer">On the engine that was asked for above.</param>
    /// <param name="dataset">What it was trained on, by the recorded sum.</param>
    /// <param name="observer">Told of progress.</param>
    /// <param name="threads">Threads that it may use.</param>
    /// <param name="cancellation">Stops it.</param>
    public Reproduction Run(
        ResultsReader reader, Trainer trainer, Dataset dataset, ITrainingObserver observer, int threads,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(trainer);
        TrainedRun again = trainer.Train(Spec(), dataset, observer, () => threads, cancellation);
        return Reproduction.Of(run, reader.RunEpochs(run.RunId), reader.Predictions(run.RunId), again);
    }
}
