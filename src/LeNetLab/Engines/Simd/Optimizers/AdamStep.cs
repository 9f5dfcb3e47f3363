using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>
/// The numbers of <see cref="AdamRule{TLane}"/> in one run, step by step. Rounded here alone: so a run has the same
/// ones whether they fill all lanes or one.
/// </summary>
internal sealed class AdamStep(OptimizerSpec.Adam spec)
{
    private double beta1Power = 1;
    private double beta2Power = 1;

    public float Beta1 { get; } = (float)spec.Beta1;

    public float Rest1 { get; } = (float)(1 - spec.Beta1);

    public float Beta2 { get; } = (float)spec.Beta2;

    public float Rest2 { get; } = (float)(1 - spec.Beta2);

    public float Epsilon { get; } = (float)spec.Epsilon;

    public float Decay { get; } = (float)spec.WeightDecay;

    /// <summary>Of the step under way.</summary>
    public float Descent { get; private set; }

    /// <inheritdoc cref="Descent"/>
    public float Unbias { get; private set; }

    /// <summary>
    /// So many steps have been taken. The powers are made of as many products as ever: any other way rounds otherwise.
    /// </summary>
    public void Resume(long steps)
    {
        beta1Power = Power(spec.Beta1, steps);
        beta2Power = Power(spec.Beta2, steps);
    }

    public void Begin(float learningRate)
    {
        beta1Power *= spec.Beta1;
        beta2Power *= spec.Beta2;
        Descent = (float)(-learningRate / (1 - beta1Power));
        Unbias = (float)(1 / (1 - beta2Power));
    }

    private static double Power(double beta, long exponent)
    {
        double power = 1;
        for (long i = 0; i < exponent; i++)
        {
            double next = power * beta;
            if (next == power)
                break;
            power = next;
        }

        return power;
    }
}
