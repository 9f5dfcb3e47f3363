namespace LeNetLab.Training.Checkpoints;

/// <summary>A run that a longer one went on from: it differs in its number of epochs alone.</summary>
/// <param name="RunId">The shorter run.</param>
/// <param name="Epochs">Its epochs, at least 1: the longer one's first, which were not trained again.</param>
public sealed record Continuation(string RunId, int Epochs);
