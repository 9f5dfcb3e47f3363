using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Stochastic diagonal Levenberg–Marquardt: <see cref="SdlmRule{TLane}"/>.</summary>
internal sealed unsafe class Sdlm<TLane>(OptimizerSpec.Sdlm spec, ParameterStore<TLane> parameters, Arena arena)
    : IOptimizer
    where TLane : struct, ILane<TLane>
{
    private readonly float* scales = arena.Floats(parameters.Length);
    private readonly SdlmStep step = new(spec);
    private float descent;

    public int States => 1;

    public float* State(int vector) => scales;

    /// <summary>Takes the curvatures, in the layout of the parameter store, for the next steps.</summary>
    public void Take(float* curvatures)
    {
        for (int i = 0; i < parameters.Length; i++)
            scales[i] = step.Scale(curvatures[i]);
    }

    public void Reset() => NativeMemory.Clear(scales, (nuint)parameters.Length * sizeof(float));

    public void Resume(long steps)
    {
        // A step does not ask how many there were before.
    }

    public void BeginStep(float learningRate) => descent = SdlmStep.Descent(learningRate);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int first, int count)
    {
        var rule = new SdlmRule<TLane>(TLane.Broadcast(descent), TLane.Broadcast(step.Decay));
        float* w = parameters.Values, g = parameters.Gradients(0), s = scales;
        for (int i = first; i < first + count; i += TLane.Count)
            rule.Step(TLane.Load(w + i), TLane.Load(g + i), s + i, null).Store(w + i);
    }
}
