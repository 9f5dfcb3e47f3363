using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>Methods that are no networks, trained as every run is.</summary>
public sealed class MethodTrainingTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(700, CancellationToken.None),
        StrokeDigits.DrawTest(200, CancellationToken.None));

    public static TheoryData<string> Presets => ["knn", "svm-linear", "svm-rbf", "hog-linear"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Each_learns_digits_and_keeps_what_its_predictions_follow_from(string preset)
    {
        RunSpec run = Run(preset, seed: 1, "training.train_images=600 training.validation_images=100");

        TrainedRun alone = Train(run, threads: 1);
        TrainedRun together = Train(run, threads: 3);

        EpochResult epoch = Assert.Single(alone.Epochs);
        Assert.Equal((TrainingEnd.Done, 500, 1), (alone.End, alone.TrainImages, epoch.Epoch));
        Assert.InRange(epoch.TestErrorPct, 0, 25);
        Assert.InRange(epoch.ValidationErrorPct!.Value, 0, 25);
        Assert.True(epoch.TrainErrorPct < epoch.TestErrorPct);
        Assert.True(double.IsNaN(epoch.TestLoss));
        Assert.Equal(
            epoch.TestErrorPct,
            100.0 * alone.TestPredictions.Where((digit, i) => digit != Digits.Test.Labels[i]).Count() / 200);
        Assert.Equal(alone.Weights, together.Weights);
        Assert.Equal(alone.TestPredictions, together.TestPredictions);
        Assert.Equal(alone.Model.VectorLength, alone.Weights.Length);
        Assert.True(alone.PredictSeconds > 0);
        Assert.InRange(alone.Parameters, 1, alone.Model.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void With_all_images_the_seed_changes_nothing_and_with_some_it_does(string preset)
    {
        float[] one = Train(Run(preset, 1, "training.train_images=all"), 1).Weights;
        float[] two = Train(Run(preset, 2, "training.train_images=all"), 1).Weights;
        float[] some = Train(Run(preset, 1, "training.train_images=300"), 1).Weights;
        float[] others = Train(Run(preset, 2, "training.train_images=300"), 1).Weights;

        Assert.Equal(one, two);
        Assert.NotEqual(some, others);
        Assert.False(Run(preset, 1, "training.train_images=all").DependsOnSeed(Digits.Train.Count));
        Assert.False(Run(preset, 1, "training.train_images=700").DependsOnSeed(Digits.Train.Count));
        Assert.True(Run(preset, 1, "training.train_images=300").DependsOnSeed(Digits.Train.Count));
        Assert.True(Run(preset, 1, "training.validation_images=100").DependsOnSeed(Digits.Train.Count));
    }

    [Theory]
    [InlineData("svm-linear", new[] { 70, 140, 210 })]
    [InlineData("svm-rbf", new[] { 15, 31, 46 })]
    public void It_is_told_how_far_it_is_and_can_be_stopped(string preset, int[] expected)
    {
        using var stop = new CancellationTokenSource();
        var images = new List<int>();
        var observer = new Listener(soFar =>
        {
            images.Add(soFar.Images);
            if (images.Count == 3)
                stop.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(() => new Trainer(new SimdEngine(), TimeProvider.System).Train(
            Run(preset, 1, "training.train_images=all"), Digits, observer, () => 1, stop.Token));

        Assert.Equal(expected, images);
    }

    private static RunSpec Run(string preset, long seed, string overrides)
    {
        const string Text = "name: test\nquestion: Does it learn?\ndataset: strokes\nseeds: 1\nbase: {model: {preset: ";
        return SpecReader.Read("test.yaml", $"{Text}{preset}}}}}", overrides.Split(' ')).Runs[0] with { Seed = seed };
    }

    private static TrainedRun Train(RunSpec run, int threads) => new Trainer(new SimdEngine(), TimeProvider.System)
        .Train(run, Digits, new SilentObserver(), () => threads, CancellationToken.None);

    private sealed class Listener(Action<PassResult> hear) : ITrainingObserver
    {
        public void OnProgress(int epoch, PassResult soFar) => hear(soFar);

        public void OnEpoch(EpochResult epoch)
        {
        }
    }
}
