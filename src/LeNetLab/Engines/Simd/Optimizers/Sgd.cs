using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>g ← g + λ·w; v ← μ·v + g; w ← w − η·v, or with Nesterov w ← w − η·(g + μ·v).</summary>
internal sealed unsafe class Sgd<TLane>(OptimizerSpec.Sgd spec, ParameterStore parameters, Arena arena) : IOptimizer
    where TLane : struct, ILane<TLane>
{
    private readonly float* velocities = arena.Floats(parameters.Length);
    private float rate;

    public void Reset() => NativeMemory.Clear(velocities, (nuint)parameters.Length * sizeof(float));

    public void BeginStep(float learningRate) => rate = learningRate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int first, int count)
    {
        TLane descent = TLane.Broadcast(-rate);
        TLane momentum = TLane.Broadcast((float)spec.Momentum), decay = TLane.Broadcast((float)spec.WeightDecay);
        bool nesterov = spec.Nesterov;
        float* w = parameters.Values, g = parameters.Gradients(0), v = velocities;
        for (int i = first; i < first + count; i += TLane.Count)
        {
            TLane weight = TLane.Load(w + i);
            TLane gradient = TLane.MultiplyAdd(decay, weight, TLane.Load(g + i));
            TLane velocity = TLane.MultiplyAdd(momentum, TLane.Load(v + i), gradient);
            velocity.Store(v + i);
            TLane direction = nesterov ? TLane.MultiplyAdd(momentum, velocity, gradient) : velocity;
            TLane.MultiplyAdd(descent, direction, weight).Store(w + i);
        }
    }
}
