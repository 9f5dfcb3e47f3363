namespace LeNetLab.Training;

/// <summary>
/// What is recorded after each pass. Losses are in nats, with MSE squared distances; errors in per cent.
/// </summary>
/// <param name="Epoch">From 1.</param>
/// <param name="LearningRate">The rate of the epoch's first step.</param>
/// <param name="TrainLoss">Mean loss over the training images, with the weights after the pass.</param>
/// <param name="TrainErrorOnlinePct">Training error measured during the pass, each batch before its step.</param>
/// <param name="TrainErrorPct">Training error with the weights after the pass.</param>
/// <param name="ValidationErrorPct">Error on the images held out, if any.</param>
/// <param name="TestLoss">Mean loss over the test images.</param>
/// <param name="TestErrorPct">Test error.</param>
/// <param name="Seconds">
/// Time of the training pass alone, evaluation left out, in seconds of cores: the threads that shared a pass count
/// each, and runs trained together have an equal share.
/// </param>
public sealed record EpochResult(
    int Epoch,
    double LearningRate,
    double TrainLoss,
    double TrainErrorOnlinePct,
    double TrainErrorPct,
    double? ValidationErrorPct,
    double TestLoss,
    double TestErrorPct,
    double Seconds)
{
    /// <summary>What was found in the layers; nothing where they are not watched.</summary>
    /// <remarks>Files of programs that knew of no layers give null.</remarks>
    public LayerResults Layers { get; init => field = value ?? LayerResults.None; } = LayerResults.None;

    /// <summary>Test error − training error: how far the network fails to generalise.</summary>
    public double GapPct => TestErrorPct - TrainErrorPct;
}
