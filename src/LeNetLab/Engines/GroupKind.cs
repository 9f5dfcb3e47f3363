using LeNetLab.Models;

namespace LeNetLab.Engines;

/// <summary>
/// What runs must have in common to be trained together on an engine: what is computed, not with which numbers. What an
/// engine lets differ (the slope of a leaky ReLU, say), it sets to one and the same value here.
/// </summary>
/// <param name="Model">The network.</param>
/// <param name="Optimizer">The kind of optimiser.</param>
/// <param name="Nesterov">Which direction of momentum.</param>
/// <param name="BatchSize">Images in a step.</param>
public sealed record GroupKind(ModelSpec Model, Type Optimizer, bool Nesterov, int BatchSize);
