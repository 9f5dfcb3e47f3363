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
    private readonly AdamStep step = new(spec);

    public int States => 2;

    public float* State(int vector) => vector == 0 ? firstMoments : secondMoments;

    public void Reset()
    {
        NativeMemory.Clear(firstMoments, (nuint)parameters.Length * sizeof(float));
        NativeMemory.Clear(secondMoments, (nuint)parameters.Length * sizeof(float));
        step.Resume(0);
    }

    public void Resume(long steps) => step.Resume(steps);

    public void BeginStep(float learningRate) => step.Begin(learningRate);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int first, int count)
    {
        var rule = new AdamRule<TLane>
        {
            Descent = TLane.Broadcast(step.Descent),
            Unbias = TLane.Broadcast(step.Unbias),
            Beta1 = TLane.Broadcast(step.Beta1),
            Rest1 = TLane.Broadcast(step.Rest1),
            Beta2 = TLane.Broadcast(step.Beta2),
            Rest2 = TLane.Broadcast(step.Rest2),
            Epsilon = TLane.Broadcast(step.Epsilon),
            Decay = TLane.Broadcast(step.Decay),
        };
        float* w = parameters.Values, g = parameters.Gradients(0), m = firstMoments, v = secondMoments;
        for (int i = first; i < first + count; i += TLane.Count)
            rule.Step(TLane.Load(w + i), TLane.Load(g + i), m + i, v + i).Store(w + i);
    }
}
