using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>
/// The numbers of <see cref="SgdRule{TLane}"/> in one run's steps. Rounded here alone: so a run has the same ones
/// whether they fill all lanes or one.
/// </summary>
internal readonly struct SgdStep(OptimizerSpec.Sgd spec)
{
    public float Momentum { get; } = (float)spec.Momentum;

    public float Decay { get; } = (float)spec.WeightDecay;

    public bool Nesterov { get; } = spec.Nesterov;

    public static float Descent(float learningRate) => -learningRate;
}
