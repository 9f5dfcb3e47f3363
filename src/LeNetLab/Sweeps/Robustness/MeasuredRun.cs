using LeNetLab.Models;

namespace LeNetLab.Sweeps.Robustness;

/// <summary>A trained run that is to be measured.</summary>
/// <param name="RunId">The run.</param>
/// <param name="WeightsSha256">
/// The sum of its weights, so that nothing is recorded of weights that were replaced.
/// </param>
/// <param name="Network">What it computes; runs of one model share it.</param>
/// <param name="Weights">Its parameters in the network's layout.</param>
/// <param name="Known">The transforms and amounts that are recorded already, for as many images.</param>
public sealed record MeasuredRun(
    string RunId, string WeightsSha256, Network Network, float[] Weights,
    IReadOnlySet<(string Transform, double Amount)> Known);
