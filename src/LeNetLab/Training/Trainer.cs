using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>Trains one run on one engine.</summary>
public sealed class Trainer(IEngine engine, TimeProvider clock)
{
    /// <summary>Trains to the end, to divergence, or to cancellation.</summary>
    /// <param name="run">What to train.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="observer">Told of progress, on this thread.</param>
    /// <param name="threads">How many threads the run may use, asked before each slice of an epoch.</param>
    /// <param name="cancellation">Asked between slices of an epoch.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The dataset has fewer images than the run asks for.</exception>
    public TrainedRun Train(
        RunSpec run, Dataset dataset, ITrainingObserver observer, Func<int> threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(threads);
        Network network = LeNet5.Build(run.Model);
        TrainingSpec spec = run.Training;
        using ILearner learner = engine.CreateLearner(network, spec.Optimizer, spec.BatchSize);
        learner.WriteParameters(
            Initialiser.Draw(network, spec.Initialisation, spec.InitialisationGain, run.Seed));
        return new TrainingSession(learner, run, dataset, clock, threads, cancellation).Run(observer);
    }
}

/// <summary>Hears of a training's progress.</summary>
public interface ITrainingObserver
{
    /// <summary>Part of a training pass is done: the epoch (from 1), images so far in it, and how they went.</summary>
    void OnProgress(int epoch, PassResult soFar);

    /// <summary>An epoch is done and measured.</summary>
    void OnEpoch(EpochResult epoch);
}
