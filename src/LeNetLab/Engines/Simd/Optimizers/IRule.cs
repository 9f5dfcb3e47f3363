using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>How a gradient moves a weight, on registers, with one step's constants.</summary>
internal unsafe interface IRule<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>Numbers that it keeps for each weight: 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>The weight after the step.</summary>
    /// <param name="weight">Before it.</param>
    /// <param name="gradient">The gradient, decay left out.</param>
    /// <param name="first">Where the first of the numbers kept stands.</param>
    /// <param name="second">Where the second stands, if there is one.</param>
    TLane Step(TLane weight, TLane gradient, float* first, float* second);
}

/// <summary>g ← g + λ·w; v ← μ·v + g; w ← w − η·v, or with Nesterov w ← w − η·(g + μ·v).</summary>
/// <param name="descent">−η.</param>
/// <param name="momentum">μ.</param>
/// <param name="decay">λ.</param>
/// <param name="nesterov">Which of the two.</param>
internal readonly unsafe struct SgdRule<TLane>(TLane descent, TLane momentum, TLane decay, bool nesterov) : IRule<TLane>
    where TLane : struct, ILane<TLane>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Step(TLane weight, TLane gradient, float* first, float* second)
    {
        gradient = TLane.MultiplyAdd(decay, weight, gradient);
        TLane velocity = TLane.MultiplyAdd(momentum, TLane.Load(first), gradient);
        velocity.Store(first);
        TLane direction = nesterov ? TLane.MultiplyAdd(momentum, velocity, gradient) : velocity;
        return TLane.MultiplyAdd(descent, direction, weight);
    }
}

/// <summary>g ← g + λ·w; w ← w − η·s·g, s = 1/(μ + h) being kept for each weight.</summary>
/// <param name="descent">−η.</param>
/// <param name="decay">λ.</param>
internal readonly unsafe struct SdlmRule<TLane>(TLane descent, TLane decay) : IRule<TLane>
    where TLane : struct, ILane<TLane>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Step(TLane weight, TLane gradient, float* first, float* second)
    {
        gradient = TLane.MultiplyAdd(decay, weight, gradient);
        return TLane.MultiplyAdd(descent * TLane.Load(first), gradient, weight);
    }
}

/// <summary>
/// g ← g + λ·w; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ),
/// v̂ = v/(1 − β₂ᵗ) (Kingma and Ba 2015, Algorithm 1).
/// </summary>
internal readonly unsafe struct AdamRule<TLane> : IRule<TLane>
    where TLane : struct, ILane<TLane>
{
    public static int States => 2;

    /// <summary>−η/(1 − β₁ᵗ).</summary>
    public TLane Descent { get; init; }

    /// <summary>1/(1 − β₂ᵗ).</summary>
    public TLane Unbias { get; init; }

    /// <summary>β₁ and 1 − β₁.</summary>
    public TLane Beta1 { get; init; }
    public TLane Rest1 { get; init; }

    /// <summary>β₂ and 1 − β₂.</summary>
    public TLane Beta2 { get; init; }
    public TLane Rest2 { get; init; }

    /// <summary>ε.</summary>
    public TLane Epsilon { get; init; }

    /// <summary>λ.</summary>
    public TLane Decay { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Step(TLane weight, TLane gradient, float* first, float* second)
    {
        gradient = TLane.MultiplyAdd(Decay, weight, gradient);
        TLane mean = TLane.MultiplyAdd(Beta1, TLane.Load(first), Rest1 * gradient);
        TLane square = TLane.MultiplyAdd(Beta2, TLane.Load(second), Rest2 * gradient * gradient);
        mean.Store(first);
        square.Store(second);
        return weight + (Descent * mean / (TLane.SquareRoot(square * Unbias) + Epsilon));
    }
}
