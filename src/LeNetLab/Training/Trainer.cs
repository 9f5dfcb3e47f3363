using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>Trains runs on one engine.</summary>
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

    /// <summary>
    /// Trains several runs together, each to the results that it has alone. <see cref="GroupKey"/> says which can.
    /// </summary>
    /// <param name="members">The runs; each is handed over as it ends.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="threads">How many threads measuring may use, asked before each slice.</param>
    /// <param name="cancellation">Asked between slices of an epoch; runs that have ended stay so.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The runs cannot be trained together.</exception>
    public void TrainTogether(
        IReadOnlyList<GroupMember> members, Dataset dataset, Func<int> threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(threads);
        if (engine is not IGroupEngine groupEngine)
            throw new ArgumentException($"The engine {engine.Identity.Name} trains no runs together.");
        if (members.Select(member => GroupKey.Of(member.Run)).Distinct().ToArray() is not [GroupKey])
            throw new ArgumentException("Runs are trained together where they are alike and at batch size 1.");
        Network network = LeNet5.Build(members[0].Run.Model);
        OptimizerSpec[] optimizers = [.. members.Select(member => member.Run.Training.Optimizer)];
        using IGroupLearner group = groupEngine.CreateGroupLearner(network, optimizers);
        using ILearner measuring = engine.CreateLearner(network, optimizers[0], 1);
        for (int run = 0; run < members.Count; run++)
        {
            TrainingSpec spec = members[run].Run.Training;
            group.WriteParameters(run, Initialiser.Draw(
                network, spec.Initialisation, spec.InitialisationGain, members[run].Run.Seed));
        }

        new GroupSession(group, measuring, members, dataset, clock, threads, cancellation).Run();
    }
}

/// <summary>A run among others that are trained with it.</summary>
/// <param name="Run">What to train.</param>
/// <param name="Observer">Told of its progress.</param>
/// <param name="OnEnded">Given the run when it is done or has diverged; the others go on.</param>
public sealed record GroupMember(RunSpec Run, ITrainingObserver Observer, Action<TrainedRun> OnEnded);

/// <summary>Hears of a training's progress.</summary>
public interface ITrainingObserver
{
    /// <summary>Part of a training pass is done: the epoch (from 1), images so far in it, and how they went.</summary>
    void OnProgress(int epoch, PassResult soFar);

    /// <summary>An epoch is done and measured.</summary>
    void OnEpoch(EpochResult epoch);
}
