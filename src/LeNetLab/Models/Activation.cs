namespace LeNetLab.Models;

/// <summary>An elementwise squashing function. Each derivative can be had from the value alone.</summary>
public abstract record Activation
{
    private Activation()
    {
    }

    /// <summary>The name used in specs, e.g. <c>leaky_relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The values between which a unit answers to what it sums, both ends among them. Beyond, it is saturated: at 5 %
    /// of its range from an end where it has ends; of rectifiers the part that they hold back.
    /// </summary>
    public abstract (double Low, double High) Responsive { get; }

    /// <summary>1/(1 + e^−a), in (0, 1).</summary>
    public sealed record Sigmoid : Activation
    {
        /// <inheritdoc/>
        public override string Name => "sigmoid";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (0.05, 0.95);
    }

    /// <summary>tanh(a), in (−1, 1).</summary>
    public sealed record Tanh : Activation
    {
        /// <inheritdoc/>
        public override string Name => "tanh";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (-0.95, 0.95);
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
    }

    /// <summary>max(0, a).</summary>
    public sealed record Relu : Activation
    {
        /// <inheritdoc/>
        public override string Name => "relu";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (float.Epsilon, double.PositiveInfinity);
    }

    /// <summary>a where a &gt; 0, else <paramref name="NegativeSlope"/>·a.</summary>
    /// <param name="NegativeSlope">In [0, 1).</param>
    public sealed record LeakyRelu(double NegativeSlope) : Activation
    {
        /// <summary>The slope taken where a spec names none.</summary>
        public const double DefaultNegativeSlope = 0.01;

        /// <inheritdoc/>
        public override string Name => "leaky_relu";

        /// <inheritdoc/>
        public override (double Low, double High) Responsive => (0, double.PositiveInfinity);
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
    }
}
