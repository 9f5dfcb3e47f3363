using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>Activation functions in double precision.</summary>
internal static class Squashing
{
    private const double A = Activation.ScaledTanh.Amplitude, S = Activation.ScaledTanh.Slope;

    /// <summary>f(a).</summary>
    public static double Value(Activation function, double a) => function switch
    {
        Activation.Sigmoid => 1 / (1 + Math.Exp(-a)),
        Activation.Tanh => Math.Tanh(a),
        Activation.ScaledTanh => A * Math.Tanh(S * a),
        Activation.Relu => Math.Max(0, a),
        Activation.LeakyRelu leaky => a > 0 ? a : leaky.NegativeSlope * a,
        Activation.LogRelu => Math.Log(1 + Math.Max(0, a)),
        _ => throw new ArgumentException($"No formula for {function.Name}."),
    };

    /// <summary>f′(a).</summary>
    public static double Slope(Activation function, double a) => function switch
    {
        Activation.Sigmoid => Value(function, a) * (1 - Value(function, a)),
        Activation.Tanh => 1 - (Math.Tanh(a) * Math.Tanh(a)),
        Activation.ScaledTanh => A * S * (1 - (Math.Tanh(S * a) * Math.Tanh(S * a))),
        Activation.Relu => a > 0 ? 1 : 0,
        Activation.LeakyRelu leaky => a > 0 ? 1 : leaky.NegativeSlope,
        Activation.LogRelu => a > 0 ? 1 / (1 + a) : 0,
        _ => throw new ArgumentException($"No formula for {function.Name}."),
    };
}
