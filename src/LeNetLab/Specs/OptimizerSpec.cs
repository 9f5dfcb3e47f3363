namespace LeNetLab.Specs;

/// <summary>
/// The optimiser and its settings. Weight decay λ adds λ·w to the gradient, biases included. What stands in
/// <see cref="All"/> is what settings know, and what the tests hold every engine against.
/// </summary>
/// <param name="WeightDecay">λ ≥ 0.</param>
public abstract record OptimizerSpec(double WeightDecay)
{
    /// <summary>Each once, with its usual constants, in the order in which people read them.</summary>
    public static IReadOnlyList<OptimizerSpec> All { get; } = [new Sgd(), new Adam(), new Sdlm()];

    /// <summary>The one of that name, with its usual constants.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static OptimizerSpec Named(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"There is no optimiser `{name}`.", nameof(name));

    /// <summary>The name used in specs, e.g. <c>sgd</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate taken where none is named: what suits it (docs/specs.md, "Learning rates").</summary>
    public abstract double SuitableRate { get; }

    /// <summary>v ← μ·v + g; w ← w − η·v, or with Nesterov w ← w − η·(g + μ·v).</summary>
    public sealed record Sgd(double Momentum = 0.9, bool Nesterov = false, double WeightDecay = 0)
        : OptimizerSpec(WeightDecay)
    {
        /// <inheritdoc/>
        public override string Name => "sgd";

        /// <inheritdoc/>
        public override double SuitableRate => 0.05;
    }

    /// <summary>Adam with bias correction (Kingma and Ba 2015, Algorithm 1).</summary>
    public sealed record Adam(
        double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0)
        : OptimizerSpec(WeightDecay)
    {
        /// <inheritdoc/>
        public override string Name => "adam";

        /// <inheritdoc/>
        public override double SuitableRate => 0.005;
    }

    /// <summary>
    /// Stochastic diagonal Levenberg–Marquardt (LeCun et al. 1998, App. C): w ← w − η/(μ + h)·g, h the parameter's
    /// second derivative as Gauss and Newton approximate it, a mean over some training images, taken before each epoch.
    /// </summary>
    /// <param name="Damping">μ &gt; 0: no step is larger than η/μ·g, however flat the loss.</param>
    /// <param name="CurvatureImages">How many images, ≥ 1; all, if there are fewer.</param>
    /// <param name="WeightDecay">λ ≥ 0.</param>
    public sealed record Sdlm(double Damping = 0.02, int CurvatureImages = 500, double WeightDecay = 0)
        : OptimizerSpec(WeightDecay)
    {
        /// <inheritdoc/>
        public override string Name => "sdlm";

        /// <inheritdoc/>
        public override double SuitableRate => 0.005;
    }
}
