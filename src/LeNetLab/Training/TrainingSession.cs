using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>One training under way: its learner and its course.</summary>
internal sealed class TrainingSession(
    ILearner learner, RunSpec run, Dataset dataset, TimeProvider clock, Func<int> threads,
    CancellationToken cancellation)
{
    private readonly TrainingSpec spec = run.Training;
    private readonly RunCourse course = new(run, learner.Network, dataset, threads, cancellation);

    public TrainedRun Run(ITrainingObserver observer)
    {
        for (int epoch = 1; epoch <= spec.Epochs; epoch++)
        {
            course.Begin(epoch);
            (PassResult online, TimeSpan time) = TrainingPass(epoch, observer);
            if (course.Complete(learner, epoch, online, time) is not { } result)
                return Ended(TrainingEnd.Diverged);
            observer.OnEpoch(result);
        }

        return Ended(TrainingEnd.Done);
    }

    private (PassResult Online, TimeSpan Time) TrainingPass(int epoch, ITrainingObserver observer)
    {
        PassResult soFar = default;
        TimeSpan time = default;
        int images = course.Order.Length;
        for (int start = 0; start < images; start += course.TrainingSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Threads = threads();
            int length = Math.Min(course.TrainingSlice, images - start);
            int firstStep = start / spec.BatchSize;
            int steps = (length + spec.BatchSize - 1) / spec.BatchSize;
            long begin = clock.GetTimestamp();
            soFar += learner.Train(
                dataset.Train, course.Order.Slice(start, length), course.Rates.Slice(firstStep, steps));

            // Seconds of cores: a run that had the threads of idle workers must not look faster than others.
            time += clock.GetElapsedTime(begin) * learner.Threads;
            observer.OnProgress(epoch, soFar);
            if (!double.IsFinite(soFar.LossSum))
                break;
        }

        return (soFar, time);
    }

    private TrainedRun Ended(TrainingEnd end)
    {
        var weights = new float[learner.Network.VectorLength];
        learner.ReadParameters(weights);
        return course.End(end, weights);
    }
}
