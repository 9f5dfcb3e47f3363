using System.Text.Json.Serialization;
using LeNetLab.Results;
using LeNetLab.Training;
using LeNetLab.Training.Checkpoints;

namespace LeNetLab.Launchers;

/// <summary>What a file of results says; the weights lie beside it.</summary>
/// <param name="Format"><see cref="Current"/>.</param>
/// <param name="RunId">The run.</param>
/// <param name="End"><c>done</c>, <c>diverged</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
/// <param name="StartedAt">ISO 8601 in UTC, of this attempt.</param>
/// <param name="FinishedAt">ISO 8601 in UTC.</param>
/// <param name="TrainImages">Images trained on; 0 if it failed.</param>
/// <param name="TrainSeconds">Of the training passes, those before a checkpoint included.</param>
/// <param name="Epochs">Every epoch with its metrics; none if it failed.</param>
/// <param name="WeightsSha256">The sum of the weights; null unless it is done.</param>
/// <param name="TestPredictions">A byte for each test image, in base 64; empty unless it is done.</param>
/// <param name="Provenance">Where and with what it was trained.</param>
/// <param name="Attempt">Which attempt of which task this was.</param>
/// <param name="Sha256">Of this file.</param>
internal sealed record ResultText(
    string Format, string RunId, string End, string? Error, string StartedAt, string FinishedAt, int TrainImages,
    double TrainSeconds, EpochResult[] Epochs, string? WeightsSha256, byte[] TestPredictions, Provenance Provenance,
    string Attempt, string Sha256)
{
    /// <summary>Of classifying the test images once; null where it is not known.</summary>
    public double? PredictSeconds { get; init; }

    /// <summary>The shorter run that trained the first epochs; null if it began itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Continuation? ContinuedFrom { get; init; }

    /// <summary>What a result of this machine needs to be recorded later; null for one of a task, which knows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Spooled? Spooled { get; init; }

    /// <summary>What files are written as.</summary>
    public const string Current = "lenetlab-result-1";
}
