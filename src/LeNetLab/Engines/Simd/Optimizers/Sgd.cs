using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Gradient descent with momentum: <see cref="SgdRule{TLane}"/>.</summary>
internal sealed unsafe class Sgd<TLane>(OptimizerSpec.Sgd spec, ParameterStore<TLane> parameters, Arena arena)
    : IOptimizer
    where TLane : struct, ILane<TLane>
{
    private readonly float* velocities = arena.Floats(parameters.Length);
    private readonly SgdStep step = new(spec);
    private float descent;

    public int States => 1;

    public float* State(int vector) => velocities;

    public void Reset() => NativeMemory.Clear(velocities, (nuint)parameters.Length * sizeof(float));

    public void Resume(long steps)
    {
        // A step of gradient descent does not ask how many there were before.
    }

    public void BeginStep(float learningRate) => descent = SgdStep.Descent(learningRate);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int first, int count)
    {
        var rule = new SgdRule<TLane>(
            TLane.Broadcast(descent), TLane.Broadcast(step.Momentum), TLane.Broadcast(step.Decay), step.Nesterov);
        float* w = parameters.Values, g = parameters.Gradients(0), v = velocities;
        for (int i = first; i < first + count; i += TLane.Count)
            rule.Step(TLane.Load(w + i), TLane.Load(g + i), v + i, null).Store(w + i);
    }
}
