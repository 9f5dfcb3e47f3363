using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>
/// The numbers of <see cref="SdlmRule{TLane}"/> in one run's steps. Rounded here alone: so a run has the same ones
/// whether they fill all lanes or one.
/// </summary>
internal readonly struct SdlmStep(OptimizerSpec.Sdlm spec)
{
    private readonly float damping = (float)spec.Damping;

    public float Decay { get; } = (float)spec.WeightDecay;

    public static float Descent(float learningRate) => -learningRate;

    /// <summary>1/(μ + h).</summary>
    public float Scale(float curvature) => 1f / (damping + curvature);
}
