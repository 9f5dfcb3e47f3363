namespace LeNetLab.Models;

/// <summary>
/// An elementwise squashing function. Each derivative can be had from the value alone. What stands in <see cref="All"/>
/// is what settings know, and what the tests hold every engine against.
/// </summary>
public abstract record Activation
{
    private Activation()
    {
    }

    /// <summary>Each once, with its usual constants, in the order in which people read them.</summary>
    public static IReadOnlyList<Activation> All { get; } =
        [new Sigmoid(), new Tanh(), new ScaledTanh(), new Relu(), new LeakyRelu(), new LogRelu()];

    /// <summary>The one of that name, with its usual constants.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Activation Named(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"There is no activation `{name}`.", nameof(name));

    /// <summary>The name used in specs, e.g. <c>leaky_relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The values between which a unit answers to what it sums, both ends among them. Beyond, it is saturated: at 5 %
    /// of its range from an end where it has ends; of rectifiers the part that they hold back.
    /// </summary>
    public abstract (double Low, double High) Responsive { get; }

    /// <summary>The distribution of first weights that suits it.</summary>
    public abstract InitialisationKind Initialisation { get; }

    /// <summary>What they are then multiplied by, to make up for its slope at 0.</summary>
    public virtual double InitialisationGain => 1;

    /// <summary>1/(1 + e^−a), in (0, 1).</summary>
    public sealed record Sigmoid : Activation
    {
        /// <inheritdoc/>
        public override string Name => "sigmoid";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (0.05, 0.95);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.GlorotUniform;

        /// <inheritdoc/>
        public override double InitialisationGain => 4;
    }

    /// <summary>tanh(a), in (−1, 1).</summary>
    public sealed record Tanh : Activation
    {
        /// <inheritdoc/>
        public override string Name => "tanh";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (-0.95, 0.95);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.LecunUniform;
    }

    /// <summary>A·tanh(S·a) with f(±1) = ±1 (LeCun et al. 1998, App. A).</summary>
    public sealed record ScaledTanh : Activation
    {
        /// <summary>A, the amplitude.</summary>
        public const double Amplitude = 1.7159;

        /// <summary>S, the slope at the origin divided by A.</summary>
        public const double Slope = 2.0 / 3.0;

        /// <inheritdoc/>
        public override string Name => "scaled_tanh";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (-0.95 * Amplitude, 0.95 * Amplitude);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.LecunUniform;
    }

    /// <summary>max(0, a).</summary>
    public sealed record Relu : Activation
    {
        /// <inheritdoc/>
        public override string Name => "relu";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (float.Epsilon, double.PositiveInfinity);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.HeUniform;
    }

    /// <summary>a where a &gt; 0, else <paramref name="NegativeSlope"/>·a.</summary>
    /// <param name="NegativeSlope">In [0, 1).</param>
    public sealed record LeakyRelu(double NegativeSlope = 0.01) : Activation
    {
        /// <inheritdoc/>
        public override string Name => "leaky_relu";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (0, double.PositiveInfinity);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.HeUniform;
    }

    /// <summary>
    /// ln(1 + max(0, a)): a rectifier whose slope 1/(1 + a) falls as it is driven on (the logarithmic rectifier of
    /// Zhang et al. 2022, ComSIS 19(3), whose "L-ReLU" it is by their abstract; with β = 1 that of Liu et al. 2019,
    /// "Natural-Logarithm-Rectified Activation Function in Convolutional Neural Networks").
    /// </summary>
    public sealed record LogRelu : Activation
    {
        /// <inheritdoc/>
        public override string Name => "log_relu";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (float.Epsilon, double.PositiveInfinity);

        /// <inheritdoc/>
        public override InitialisationKind Initialisation => InitialisationKind.HeUniform;
    }
}
