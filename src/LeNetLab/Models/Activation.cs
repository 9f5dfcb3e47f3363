namespace LeNetLab.Models;

/// <summary>An elementwise squashing function. Each derivative can be had from the value alone.</summary>
public abstract record Activation
{
    private Activation()
    {
    }

    /// <summary>The name used in specs, e.g. <c>leaky_relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>1/(1 + e^−a), in (0, 1).</summary>
    public sealed record Sigmoid : Activation
    {
        /// <inheritdoc/>
        public override string Name => "sigmoid";
    }

    /// <summary>tanh(a), in (−1, 1).</summary>
    public sealed record Tanh : Activation
    {
        /// <inheritdoc/>
        public override string Name => "tanh";
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
    }

    /// <summary>max(0, a).</summary>
    public sealed record Relu : Activation
    {
        /// <inheritdoc/>
        public override string Name => "relu";
    }

    /// <summary>a where a &gt; 0, else <paramref name="NegativeSlope"/>·a.</summary>
    /// <param name="NegativeSlope">In [0, 1).</param>
    public sealed record LeakyRelu(double NegativeSlope) : Activation
    {
        /// <summary>The slope taken where a spec names none.</summary>
        public const double DefaultNegativeSlope = 0.01;

        /// <inheritdoc/>
        public override string Name => "leaky_relu";
    }
}
