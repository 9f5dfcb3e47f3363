using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Training;

/// <summary>Trains runs on one engine.</summary>
public sealed class Trainer(IEngine engine, TimeProvider clock)
{
    /// <summary>Trains from the beginning, without checkpoints.</summary>
    /// <param name="run">What to train.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="observer">Told of progress, on this thread.</param>
    /// <param name="threads">How many threads the run may use, asked before each slice of an epoch.</param>
    /// <param name="cancellation">Asked between slices of an epoch.</param>
    public TrainedRun Train(
        RunSpec run, Dataset dataset, ITrainingObserver observer, Func<int> threads, CancellationToken cancellation) =>
        Train(run, dataset, observer, null, threads, cancellation);

    /// <summary>Trains to the end, to divergence, or to cancellation.</summary>
    /// <param name="run">What to train.</param>
    /// <param name="dataset">On what.</param>
    /// <param name="observer">Told of progress, on this thread.</param>
    /// <param name="checkpoints">Where it goes on from, and leaves what it can go on from; null for neither.</param>
    /// <param name="threads">How many threads the run may use, asked before each slice of an epoch.</param>
    /// <param name="cancellation">Asked between slices of an epoch.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The dataset has fewer images than the run asks for.</exception>
    /// <exception cref="SpecException">The run is none that a spec could ask for; nothing is trained.</exception>
    /// <exception cref="EngineMemoryException">There is no room for it.</exception>
    public TrainedRun Train(
        RunSpec run, Dataset dataset, ITrainingObserver observer, ITrainingCheckpoints? checkpoints, Func<int> threads,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(threads);
        RunRules.Require(run);
        if (run.Model.Method is { } method)
            return new MethodSession(run, method, dataset).Run(observer, clock, threads, cancellation);
        Network network = NetworkCatalogue.Build(run.Model);
        using ILearner learner = engine.CreateLearner(network, run.Training.Optimizer, run.Training.BatchSize);
        TrainingCheckpoint? start = checkpoints?.Take();
        if (start is null)
            learner.WriteParameters(FirstWeights(run, network));
        else
            learner.WriteState(start.State);
        var course = new RunCourse(run, network, dataset, start, engine.SliceMultiplyAdds);
        return new TrainingSession(learner, course, clock, threads, cancellation).Run(observer, checkpoints);
    }

    /// <summary>
    /// Trains several runs together, each to the results that it has alone. <see cref="GroupKey"/> says which can.
    /// </summary>
    /// <param name="members">
    /// The runs, after the same number of epochs where they go on; each is handed over as it ends.
    /// </param>
    /// <param name="dataset">On what.</param>
    /// <param name="threads">How many threads measuring may use, asked before each slice.</param>
    /// <param name="cancellation">Asked between slices of an epoch; runs that have ended stay so.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ArgumentException">The runs cannot be trained together.</exception>
    /// <exception cref="SpecException">A run is none that a spec could ask for; nothing is trained.</exception>
    /// <exception cref="EngineMemoryException">There is no room for so many; fewer may fit.</exception>
    public void TrainTogether(
        IReadOnlyList<GroupMember> members, Dataset dataset, Func<int> threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(threads);
        foreach (GroupMember member in members)
            RunRules.Require(member.Run);
        if (engine is not IGroupEngine groupEngine)
            throw new ArgumentException($"The engine {engine.Identity.Name} trains no runs together.");
        if (members.Select(member => GroupKey.Of(member.Run, groupEngine)).Distinct().ToArray() is not [GroupKey])
            throw new ArgumentException("Runs are trained together where the engine takes them for one kind.");
        Dictionary<ModelSpec, Network> networks = members
            .Select(member => member.Run.Model).Distinct().ToDictionary(model => model, NetworkCatalogue.Build);
        using IGroupLearner group = groupEngine.CreateGroupLearner(
            [.. members.Select(member => networks[member.Run.Model])],
            [.. members.Select(member => member.Run.Training.Optimizer)], members[0].Run.Training.BatchSize);
        var runs = new GroupedRun[members.Count];
        for (int run = 0; run < runs.Length; run++)
        {
            RunSpec spec = members[run].Run;
            Network network = networks[spec.Model];
            TrainingCheckpoint? start = members[run].Checkpoints?.Take();
            if (start is null)
                group.WriteParameters(run, FirstWeights(spec, network));
            else
                group.WriteState(run, start.State);
            var course = new RunCourse(spec, network, dataset, start, engine.SliceMultiplyAdds);
            runs[run] = new GroupedRun(run, members[run], course, network.VectorLength);
        }

        if (runs.Select(run => run.Course.Finished).Distinct().Skip(1).Any())
            throw new ArgumentException("Runs that go on together do so after the same number of epochs.");
        new GroupSession(group, runs, clock, threads, cancellation).Run();
    }

    private static float[] FirstWeights(RunSpec run, Network network) => Initialiser.Draw(
        network, run.Initialisation, run.InitialisationGain, run.Seed);
}

/// <summary>A run among others that are trained with it.</summary>
/// <param name="Run">What to train.</param>
/// <param name="Observer">Told of its progress.</param>
/// <param name="OnEnded">Given the run when it is done or has diverged; the others go on.</param>
/// <param name="Checkpoints">Where it goes on from, and leaves what it can go on from; null for neither.</param>
public sealed record GroupMember(
    RunSpec Run, ITrainingObserver Observer, Action<TrainedRun> OnEnded, ITrainingCheckpoints? Checkpoints = null);

/// <summary>Hears of a training's progress.</summary>
public interface ITrainingObserver
{
    /// <summary>Part of a training pass is done: the epoch (from 1), images so far in it, and how they went.</summary>
    void OnProgress(int epoch, PassResult soFar);

    /// <summary>An epoch is done and measured.</summary>
    void OnEpoch(EpochResult epoch);
}
