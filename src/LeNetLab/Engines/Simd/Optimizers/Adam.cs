using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>
/// g ← g + λ·w; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ),
/// v̂ = v/(1 − β₂ᵗ) (Kingma and Ba 2015, Algorithm 1).
/// </summary>
internal sealed unsafe class Adam<TLane>(OptimizerSpec.Adam spec, ParameterStore parameters, Arena arena) : IOptimizer
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
        TLane decay = TLane.Broadcast((float)spec.WeightDecay), epsilon = TLane.Broadcast((float)spec.Epsilon);
        TLane beta1 = TLane.Broadcast((float)spec.Beta1), rest1 = TLane.Broadcast((float)(1 - spec.Beta1));
        TLane beta2 = TLane.Broadcast((float)spec.Beta2), rest2 = TLane.Broadcast((float)(1 - spec.Beta2));
        TLane descent = TLane.Broadcast((float)(-rate / (1 - beta1Power)));
        TLane unbias = TLane.Broadcast((float)(1 / (1 - beta2Power)));
        float* w = parameters.Values, g = parameters.Gradients(0), m = firstMoments, v = secondMoments;
        for (int i = first; i < first + count; i += TLane.Count)
        {
            TLane weight = TLane.Load(w + i);
            TLane gradient = TLane.MultiplyAdd(decay, weight, TLane.Load(g + i));
            TLane mean = TLane.MultiplyAdd(beta1, TLane.Load(m + i), rest1 * gradient);
            TLane square = TLane.MultiplyAdd(beta2, TLane.Load(v + i), rest2 * gradient * gradient);
            mean.Store(m + i);
            square.Store(v + i);
            TLane step = descent * mean / (TLane.SquareRoot(square * unbias) + epsilon);
            (weight + step).Store(w + i);
        }
    }
}
