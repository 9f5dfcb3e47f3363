using LeNetLab.Data.Distortions;
using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>
/// How a network is trained. What is not set has the default that a spec has; null stands for what suits the model.
/// </summary>
public sealed record TrainingSpec
{
    private readonly double? learningRate;

    /// <summary>Passes over the training images, 1 … 10,000.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images in a step, 1 … 4,096. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The rule that turns gradients of the mean loss into steps.</summary>
    public OptimizerSpec Optimizer { get; init; } = new OptimizerSpec.Sgd();

    /// <summary>The rate that the schedule scales, greater than 0, at most 100. Default: what suits the optimiser.</summary>
    public double LearningRate
    {
        get => learningRate ?? Optimizer.SuitableRate;
        init => learningRate = value;
    }

    /// <summary>How the rate changes over the steps.</summary>
    public ScheduleSpec Schedule { get; init; } = new ScheduleSpec.Cosine();

    /// <summary>Epochs over which the rate rises linearly from 0 before the schedule applies; fractions allowed.</summary>
    public double WarmupEpochs { get; init; }

    /// <summary>How the first weights are drawn; null for what suits the model.</summary>
    public InitialisationKind? Initialisation { get; init; }

    /// <summary>
    /// What the first weights are then multiplied by, greater than 0, at most 100; null for what suits the model.
    /// </summary>
    public double? InitialisationGain { get; init; }

    /// <summary>
    /// The first n of a seeded permutation of the training set, validation images included; null takes all.
    /// </summary>
    public int? TrainImages { get; init; }

    /// <summary>How many of those are held out of training and measured after each epoch.</summary>
    public int ValidationImages { get; init; }

    /// <summary>How far the training images are bent at random, anew in every epoch.</summary>
    public DistortionStrength Distortion { get; init; } = DistortionStrength.None;

    /// <summary>
    /// Whether the layers are looked at after each epoch: gradients, updates, activations. It changes no weights, so it
    /// is no part of what a run is.
    /// </summary>
    public bool LayerStats { get; init; } = true;

    private (int, int, OptimizerSpec, double, ScheduleSpec, double) Steps =>
        (Epochs, BatchSize, Optimizer, LearningRate, Schedule, WarmupEpochs);

    private (InitialisationKind?, double?, int?, int, DistortionStrength, bool) Others =>
        (Initialisation, InitialisationGain, TrainImages, ValidationImages, Distortion, LayerStats);

    /// <summary>Whether they are the same training: it makes no difference whether the rate is set or suits.</summary>
    public bool Equals(TrainingSpec? other) =>
        other is not null && Steps.Equals(other.Steps) && Others.Equals(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Steps, Others);
}

/// <summary>How the learning rate changes.</summary>
public abstract record ScheduleSpec
{
    private ScheduleSpec()
    {
    }

    /// <summary>The name used in specs, e.g. <c>cosine</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether a rate depends on how many epochs there are in all. If not, a longer training begins as a shorter one.
    /// </summary>
    public abstract bool DependsOnLength { get; }

    /// <summary>The rate stays.</summary>
    public sealed record Constant : ScheduleSpec
    {
        /// <inheritdoc/>
        public override string Name => "constant";

        /// <inheritdoc/>
        public override bool DependsOnLength => false;
    }

    /// <summary>The rate is multiplied by <paramref name="Factor"/> after every <paramref name="EveryEpochs"/> epochs.</summary>
    public sealed record Step(int EveryEpochs, double Factor = 0.1) : ScheduleSpec
    {
        /// <inheritdoc/>
        public override string Name => "step";

        /// <inheritdoc/>
        public override bool DependsOnLength => false;
    }

    /// <summary>Half a cosine from the rate to 0 at the end, step by step (Loshchilov and Hutter 2017, one cycle).</summary>
    public sealed record Cosine : ScheduleSpec
    {
        /// <inheritdoc/>
        public override string Name => "cosine";

        /// <inheritdoc/>
        public override bool DependsOnLength => true;
    }

    /// <summary>Factors of the rate, each for some epochs; the last stays to the end.</summary>
    /// <param name="Pieces">In order, at least one.</param>
    public sealed record Piecewise(IReadOnlyList<RatePiece> Pieces) : ScheduleSpec
    {
        /// <summary>
        /// The published one (LeCun et al. 1998, §III.B): of a rate of 0.0005 it makes 0.0005 for two epochs, 0.0002
        /// for three, 0.0001 for three, 0.00005 for four, then 0.00001.
        /// </summary>
        public static Piecewise Of1998 { get; } = new([new(1, 2), new(0.4, 3), new(0.2, 3), new(0.1, 4), new(0.02, 0)]);

        /// <inheritdoc/>
        public override string Name => Equals(Of1998) ? "lenet5-1998" : "piecewise";

        /// <inheritdoc/>
        public override bool DependsOnLength => false;

        /// <summary>Whether the pieces are the same.</summary>
        public bool Equals(Piecewise? other) => other is not null && Pieces.SequenceEqual(other.Pieces);

        /// <inheritdoc/>
        public override int GetHashCode() => Pieces.Aggregate(0, HashCode.Combine);
    }
}

/// <summary>What the rate is multiplied by for some epochs.</summary>
/// <param name="Factor">Greater than 0.</param>
/// <param name="Epochs">How many; of the last piece it does not count.</param>
public readonly record struct RatePiece(double Factor, int Epochs);
