using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Training;

/// <summary>One training under way: its learner and its course.</summary>
internal sealed class TrainingSession(
    ILearner learner, RunCourse course, TimeProvider clock, Func<int> threads, CancellationToken cancellation)
{
    /// <summary>Trains what is left of the course.</summary>
    /// <param name="observer">Told of progress.</param>
    /// <param name="checkpoints">Where checkpoints go, if anywhere.</param>
    public TrainedRun Run(ITrainingObserver observer, ITrainingCheckpoints? checkpoints)
    {
        // Stopped between its last epoch and its end, a run lacks only what its network makes of the test images.
        if (course.Finished == course.Epochs)
            Measure(course.Parts[course.Predicted]);
        course.Watch?.Begin(learner);
        for (int epoch = course.Finished + 1; epoch <= course.Epochs; epoch++)
        {
            course.Begin(epoch);
            (PassResult online, TimeSpan time) = TrainingPass(epoch, observer);
            if (!double.IsFinite(online.LossSum))
                return Ended(TrainingEnd.Diverged);
            foreach (MeasuredPart part in course.Parts)
                Measure(part);
            if (course.Complete(epoch, online, time, course.Watch?.Look(learner)) is not { } result)
                return Ended(TrainingEnd.Diverged);
            observer.OnEpoch(result);
            if (checkpoints?.IsDue(epoch) == true)
                checkpoints.Save(course.Checkpoint(learner.ReadState()));
        }

        return Ended(TrainingEnd.Done);
    }

    private (PassResult Online, TimeSpan Time) TrainingPass(int epoch, ITrainingObserver observer)
    {
        PassResult soFar = default;
        TimeSpan time = EstimateCurvature();
        int count = course.Order.Length;
        for (int start = 0; start < count; start += course.TrainingSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Threads = threads();
            int length = Math.Min(course.TrainingSlice, count - start);
            long begin = clock.GetTimestamp();
            soFar += course.Bends
                ? TrainOnBent(start, length)
                : learner.Train(course.Images, course.Order.Slice(start, length), course.Rates(start, length));

            // Seconds of cores: a run that had the threads of idle workers must not look faster than others.
            time += clock.GetElapsedTime(begin) * learner.Threads;
            observer.OnProgress(epoch, soFar);
            if (!double.IsFinite(soFar.LossSum))
                break;
        }

        return (soFar, time);
    }

    /// <summary>A set of its own for each slice: what an engine keeps of one must not change under its hands.</summary>
    private PassResult TrainOnBent(int start, int length)
    {
        (int rows, int columns) = (course.Images.Rows, course.Images.Columns);
        byte[] pixels = new byte[length * rows * columns], labels = new byte[length];
        course.Fill(start, length, pixels, labels, learner.Threads);
        int[] order = [.. Enumerable.Range(0, length)];
        return learner.Train(
            new ImageSet(pixels, labels, rows, columns) { IsPassing = true }, order, course.Rates(start, length));
    }

    /// <returns>The time that it took, part of the pass.</returns>
    private TimeSpan EstimateCurvature()
    {
        if (course.CurvatureSample.IsEmpty)
            return TimeSpan.Zero;
        long begin = clock.GetTimestamp();
        learner.EstimateCurvature(course.Images, course.CurvatureSample);
        return clock.GetElapsedTime(begin);
    }

    private void Measure(MeasuredPart part)
    {
        int count = part.Selection.Length;
        for (int start = 0; start < count; start += course.MeasuringSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            learner.Threads = threads();
            int length = Math.Min(course.MeasuringSlice, count - start);
            long begin = clock.GetTimestamp();
            PassResult found = learner.Evaluate(
                part.Images, part.Selection.Slice(start, length), part.Predictions(start, length));
            part.Add(found, clock.GetElapsedTime(begin) * learner.Threads);
        }
    }

    private TrainedRun Ended(TrainingEnd end)
    {
        var weights = new float[learner.Network.VectorLength];
        learner.ReadParameters(weights);
        return course.End(end, weights);
    }
}
