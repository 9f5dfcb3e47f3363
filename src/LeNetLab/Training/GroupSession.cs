using LeNetLab.Data;
using LeNetLab.Engines;

namespace LeNetLab.Training;

/// <summary>Several trainings under way together. Each keeps its own order, rates and results.</summary>
internal sealed class GroupSession
{
    // Bent images are made for all runs at once: a card's whole epoch of many runs is more than an array holds.
    private const int MostBentBytes = 1 << 29;

    private readonly IGroupLearner group;
    private readonly GroupedRun[] runs;
    private readonly TimeProvider clock;
    private readonly Func<int> threads;
    private readonly CancellationToken cancellation;
    private readonly int epochs, finished, images, trainingSlice, measuringSlice;
    private readonly PassResult[] results;
    private readonly int[] selection;
    private readonly float[] rates;
    private readonly byte[] predictions;
    private GroupedRun[] open;

    /// <param name="group">Trains them; holds the first weights.</param>
    /// <param name="runs">
    /// The runs, alike in epochs, in those that are over, and in the sizes of what they train on and measure.
    /// </param>
    /// <param name="clock">Times the training passes.</param>
    /// <param name="threads">How many threads measuring may use, asked before each slice.</param>
    /// <param name="cancellation">Asked between slices.</param>
    public GroupSession(
        IGroupLearner group, GroupedRun[] runs, TimeProvider clock, Func<int> threads, CancellationToken cancellation)
    {
        this.group = group;
        this.runs = open = runs;
        this.clock = clock;
        this.threads = threads;
        this.cancellation = cancellation;
        RunCourse course = runs[0].Course;
        epochs = course.Epochs;
        finished = course.Finished;
        images = course.Order.Length;
        trainingSlice = Math.Min(course.TrainingSlice, images);
        if (runs.Any(run => run.Course.Bends))
        {
            int bytes = runs.Length * course.Images.Rows * course.Images.Columns;
            trainingSlice = SliceWithin(MostBentBytes, trainingSlice, bytes, course.BatchSize);
        }

        measuringSlice = course.MeasuringSlice;
        int measured = 0, predicted = 0;
        foreach (MeasuredPart part in course.Parts)
        {
            int length = Math.Min(measuringSlice, part.Selection.Length);
            measured = Math.Max(measured, length);
            predicted = Math.Max(predicted, part.Predicts ? length : 0);
        }

        results = new PassResult[runs.Length];
        selection = new int[Math.Max(trainingSlice, measured) * runs.Length];
        rates = new float[course.Rates(0, trainingSlice).Length * runs.Length];
        predictions = new byte[predicted * runs.Length];
    }

    /// <summary>The images of a slice, in whole batches, that so many bytes hold; at least a batch.</summary>
    /// <param name="most">Bytes that there may be.</param>
    /// <param name="slice">Images that would suit the engine.</param>
    /// <param name="bytes">Bytes of an image of every run.</param>
    /// <param name="batchSize">Images of a batch.</param>
    internal static int SliceWithin(int most, int slice, int bytes, int batchSize) =>
        Math.Min(slice, Math.Max(1, most / bytes / batchSize) * batchSize);

    /// <summary>Trains until every run has ended; each is handed over when it ends.</summary>
    public void Run()
    {
        if (finished == epochs)
            Measure(runs[0].Course.Predicted);
        foreach (GroupedRun run in open)
            run.Course.Watch?.Begin(group, run.Number);
        for (int epoch = finished + 1; epoch <= epochs && open.Length > 0; epoch++)
        {
            foreach (GroupedRun run in open)
                run.Begin(epoch);
            TrainingPass(epoch);
            for (int part = 0; part < runs[0].Course.Parts.Length && open.Length > 0; part++)
                Measure(part);
            foreach (GroupedRun run in open)
            {
                LayerResults? layers = run.Course.Watch?.Look(group, run.Number);
                if (run.Course.Complete(epoch, run.Online, run.Time, layers) is { } result)
                    run.Tell(group, result);
                else
                    End(run, TrainingEnd.Diverged);
            }
        }

        foreach (GroupedRun run in open)
            End(run, TrainingEnd.Done);
    }

    private void TrainingPass(int epoch)
    {
        EstimateCurvatures();
        for (int start = 0; start < images && open.Length > 0; start += trainingSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            int length = Math.Min(trainingSlice, images - start);
            int steps = Gather(start, length);
            long begin = clock.GetTimestamp();
            ImageSet set = runs.Any(run => run.Course.Bends) ? Bend(start, length) : runs[0].Course.Images;
            group.Train(
                set, selection.AsSpan(0, length * runs.Length), rates.AsSpan(0, steps * runs.Length), results);
            TimeSpan share = clock.GetElapsedTime(begin) / open.Length;
            foreach (GroupedRun run in open)
            {
                run.Online += results[run.Number];
                run.Time += share;
                run.Observer.OnProgress(epoch, run.Online);
                if (!double.IsFinite(run.Online.LossSum))
                    End(run, TrainingEnd.Diverged);
            }
        }
    }

    /// <summary>Before a pass, where the optimiser asks for it; the time is the pass's.</summary>
    private void EstimateCurvatures()
    {
        foreach (GroupedRun run in open)
        {
            if (run.Course.CurvatureSample.IsEmpty)
                continue;
            long begin = clock.GetTimestamp();
            group.EstimateCurvature(run.Number, run.Course.Images, run.Course.CurvatureSample);
            run.Time += clock.GetElapsedTime(begin);
        }
    }

    /// <summary>The images and rates of a slice, [run][image] and [run][step].</summary>
    /// <returns>Steps of each run.</returns>
    private int Gather(int start, int length)
    {
        int steps = 0;
        foreach (GroupedRun run in runs)
        {
            run.Course.Order.Slice(start, length).CopyTo(selection.AsSpan(run.Number * length));
            ReadOnlySpan<float> some = run.Course.Rates(start, length);
            steps = some.Length;
            some.CopyTo(rates.AsSpan(run.Number * steps));
        }

        return steps;
    }

    /// <summary>
    /// The images of a slice, each run's as it has them, in one set; the selection then points there.
    /// </summary>
    private ImageSet Bend(int start, int length)
    {
        ImageSet whole = runs[0].Course.Images;
        int size = whole.Rows * whole.Columns;
        byte[] pixels = new byte[runs.Length * length * size], labels = new byte[runs.Length * length];
        foreach (GroupedRun run in open)
        {
            int at = run.Number * length;
            run.Course.Fill(
                start, length, pixels.AsMemory(at * size, length * size), labels.AsMemory(at, length), threads: 1);
        }

        for (int i = 0; i < labels.Length; i++)
            selection[i] = i;
        return new ImageSet(pixels, labels, whole.Rows, whole.Columns) { IsPassing = true };
    }

    /// <summary>Measures one of the parts of every open run.</summary>
    private void Measure(int part)
    {
        MeasuredPart first = runs[0].Course.Parts[part];
        int count = first.Selection.Length;
        for (int start = 0; start < count; start += measuringSlice)
        {
            cancellation.ThrowIfCancellationRequested();
            group.Threads = threads();
            int length = Math.Min(measuringSlice, count - start);
            foreach (GroupedRun run in runs)
            {
                run.Course.Parts[part].Selection.Slice(start, length)
                    .CopyTo(selection.AsSpan(run.Number * length));
            }

            Span<byte> classes = first.Predicts ? predictions.AsSpan(0, length * runs.Length) : [];
            long begin = clock.GetTimestamp();
            group.Evaluate(first.Images, selection.AsSpan(0, length * runs.Length), classes, results);
            TimeSpan share = clock.GetElapsedTime(begin) * group.Threads / open.Length;
            foreach (GroupedRun run in open)
            {
                MeasuredPart own = run.Course.Parts[part];
                own.Add(results[run.Number], share);
                if (own.Predicts)
                    classes.Slice(run.Number * length, length).CopyTo(own.Predictions(start, length));
            }
        }
    }

    private void End(GroupedRun run, TrainingEnd end)
    {
        run.End(group, end);
        open = [.. open.Where(other => other.IsOpen)];
    }
}
