using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Adam with bias correction: <see cref="AdamRule{TLane}"/>.</summary>
internal sealed unsafe class Adam<TLane>(OptimizerSpec.Adam spec, ParameterStore<TLane> parameters, Arena arena)
    : IOptimizer
    where TLane : struct, ILane<TLane>
{
    private readonly float* firstMoments = arena.Floats(parameters.Length);
    private readonly float* secondMoments = arena.Floats(parameters.Length);
    private float rate;
    private double beta1Power = 1;
    private double beta2Power = 1;

    public void Reset()
    {
        NativeMemory.Clear(firstMoments, (nuint)parameters.Length * sizeof(float));
        NativeMemory.Clear(secondMoments, (nuint)parameters.Length * sizeof(float));
        beta1Power = beta2Power = 1;
    }

    public void BeginStep(float learningRate)
    {
        rate = learningRate;
        beta1Power *= spec.Beta1;
        beta2Power *= spec.Beta2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int first, int count)
    {
        var rule = new AdamRule<TLane>
        {
            Descent = TLane.Broadcast((float)(-rate / (1 - beta1Power))),
            Unbias = TLane.Broadcast((float)(1 / (1 - beta2Power))),
            Beta1 = TLane.Broadcast((float)spec.Beta1),
            Rest1 = TLane.Broadcast((float)(1 - spec.Beta1)),
            Beta2 = TLane.Broadcast((float)spec.Beta2),
            Rest2 = TLane.Broadcast((float)(1 - spec.Beta2)),
            Epsilon = TLane.Broadcast((float)spec.Epsilon),
            Decay = TLane.Broadcast((float)spec.WeightDecay),
        };
        float* w = parameters.Values, g = parameters.Gradients(0), m = firstMoments, v = secondMoments;
        for (int i = first; i < first + count; i += TLane.Count)
            rule.Step(TLane.Load(w + i), TLane.Load(g + i), m + i, v + i).Store(w + i);
    }
}
