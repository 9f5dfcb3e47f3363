using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Methods;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Training;

/// <summary>
/// One run of a method that is no network: fitted once, measured once. It counts as one epoch, whose losses and rate
/// are NaN, for it has none.
/// </summary>
internal sealed class MethodSession(RunSpec run, MethodSpec method, Dataset dataset)
{
    /// <summary>Fits and measures.</summary>
    /// <param name="observer">Told of progress.</param>
    /// <param name="clock">Times both.</param>
    /// <param name="threads">How many threads may be used, asked again and again.</param>
    /// <param name="cancellation">Asked between parts.</param>
    public TrainedRun Run(
        ITrainingObserver observer, TimeProvider clock, Func<int> threads, CancellationToken cancellation)
    {
        TrainingSpec spec = run.Training;
        var images = new DataOrder(dataset.Train.Count, spec.TrainImages, spec.ValidationImages, run.Seed);
        var set = new FittingSet(dataset.Train, images.Training, images.Validation);
        int count = set.Training.Length;
        MethodModel model = MethodModel.Of(method, count);
        IMethod fitted = MethodCatalogue.Of(method, count);
        var fitting = new Workforce(threads, clock, cancellation)
        {
            Progress = share => observer.OnProgress(1, new PassResult((int)(share * count), double.NaN, 0)),
        };
        float[] parameters = fitted.Fit(set, fitting);

        // Predictions follow from what is kept of the run, in single precision, and from nothing else.
        IClassifier classifier = fitted.Load(parameters, set);
        var measuring = new Workforce(threads, clock, cancellation);
        var predicting = new Workforce(threads, clock, cancellation);
        byte[] predictions = new byte[dataset.Test.Count];
        int[] all = [.. Enumerable.Range(0, predictions.Length)];
        double train = ErrorPct(classifier, dataset.Train, set.Training, new byte[count], measuring);
        double? held = set.Validation.IsEmpty
            ? null
            : ErrorPct(classifier, dataset.Train, set.Validation, new byte[set.Validation.Length], measuring);
        double test = ErrorPct(classifier, dataset.Test, all, predictions, predicting);
        var epoch = new EpochResult(
            1, double.NaN, double.NaN, double.NaN, train, held, double.NaN, test, fitting.Spent.TotalSeconds);
        observer.OnEpoch(epoch);
        return new TrainedRun(
            TrainingEnd.Done, model, count, [epoch], parameters, predictions, fitting.Spent.TotalSeconds)
        {
            PredictSeconds = predicting.Spent.TotalSeconds,
        };
    }

    private static double ErrorPct(
        IClassifier classifier, ImageSet images, ReadOnlyMemory<int> selection, byte[] classes, Workforce work)
    {
        classifier.Predict(images, selection, classes, work);
        int errors = 0;
        for (int i = 0; i < classes.Length; i++)
            errors += classes[i] == images.Labels[selection.Span[i]] ? 0 : 1;
        return new PassResult(classes.Length, 0, errors).ErrorPct;
    }
}
