using LeNetLab.Data.Distortions;

namespace LeNetLab.Specs;

/// <summary>How a network is trained: every value resolved, none left to a default elsewhere.</summary>
public sealed record TrainingSpec
{
    /// <summary>Passes over the training images, 1 … 10,000.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>Images in a step, 1 … 4,096. The last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The rule that turns gradients of the mean loss into steps.</summary>
    public OptimizerSpec Optimizer { get; init; } = new OptimizerSpec.Sgd(0.9, false, 0);

    /// <summary>The rate that the schedule scales, greater than 0.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>How the rate changes over the steps.</summary>
    public ScheduleSpec Schedule { get; init; } = new ScheduleSpec.Cosine();

    /// <summary>Epochs over which the rate rises linearly from 0 before the schedule applies; fractions allowed.</summary>
    public double WarmupEpochs { get; init; }

    /// <summary>How the first weights are drawn.</summary>
    public InitialisationKind Initialisation { get; init; } = InitialisationKind.LecunUniform;

    /// <summary>What the first weights are then multiplied by, greater than 0; sigmoid's slope of ¼ asks for 4.</summary>
    public double InitialisationGain { get; init; } = 1;

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
}

/// <summary>The optimiser and its settings. Weight decay λ adds λ·w to the gradient, biases included.</summary>
/// <param name="WeightDecay">λ ≥ 0.</param>
public abstract record OptimizerSpec(double WeightDecay)
{
    /// <summary>v ← μ·v + g; w ← w − η·v, or with Nesterov w ← w − η·(g + μ·v).</summary>
    public sealed record Sgd(double Momentum, bool Nesterov, double WeightDecay) : OptimizerSpec(WeightDecay);

    /// <summary>Adam with bias correction (Kingma and Ba 2015, Algorithm 1).</summary>
    public sealed record Adam(double Beta1, double Beta2, double Epsilon, double WeightDecay)
        : OptimizerSpec(WeightDecay);

    /// <summary>
    /// Stochastic diagonal Levenberg–Marquardt (LeCun et al. 1998, App. C): w ← w − η/(μ + h)·g, h the parameter's
    /// second derivative as Gauss and Newton approximate it, a mean over some training images, taken before each epoch.
    /// </summary>
    /// <param name="Damping">μ &gt; 0: no step is larger than η/μ·g, however flat the loss.</param>
    /// <param name="CurvatureImages">How many images, ≥ 1; all, if there are fewer.</param>
    /// <param name="WeightDecay">λ ≥ 0.</param>
    public sealed record Sdlm(double Damping, int CurvatureImages, double WeightDecay) : OptimizerSpec(WeightDecay);
}

/// <summary>How the learning rate changes.</summary>
public abstract record ScheduleSpec
{
    private ScheduleSpec()
    {
    }

    /// <summary>
    /// Whether a rate depends on how many epochs there are in all. If not, a longer training begins as a shorter one.
    /// </summary>
    public abstract bool DependsOnLength { get; }

    /// <summary>The rate stays.</summary>
    public sealed record Constant : ScheduleSpec
    {
        /// <inheritdoc/>
        public override bool DependsOnLength => false;
    }

    /// <summary>The rate is multiplied by <paramref name="Factor"/> after every <paramref name="EveryEpochs"/> epochs.</summary>
    public sealed record Step(int EveryEpochs, double Factor) : ScheduleSpec
    {
        /// <inheritdoc/>
        public override bool DependsOnLength => false;
    }

    /// <summary>Half a cosine from the rate to 0 at the end, step by step (Loshchilov and Hutter 2017, one cycle).</summary>
    public sealed record Cosine : ScheduleSpec
    {
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

/// <summary>
/// The distribution of the first weights, by fan-in F and fan-out G of their layer. Biases start at 0; sub-sampling
/// as a plain average. "Uniform" is within ±√(3·variance).
/// </summary>
public enum InitialisationKind
{
    /// <summary>Variance 1/F (LeCun et al., "Efficient BackProp", 1998).</summary>
    LecunUniform,

    /// <summary>Variance 1/F.</summary>
    LecunNormal,

    /// <summary>Variance 2/(F + G) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Variance 2/(F + G).</summary>
    GlorotNormal,

    /// <summary>Variance 2/F (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Variance 2/F.</summary>
    HeNormal,

    /// <summary>Uniform in ±2.4/F, biases too (LeCun et al. 1998, App. A).</summary>
    Paper1998,
}
