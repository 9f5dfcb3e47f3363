using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>The optimiser's constants of several runs, each in its lane, step by step.</summary>
internal interface IRunRules<TLane, TRule>
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    /// <summary>A run goes on after so many steps; after none it begins.</summary>
    void Resume(int run, long steps);

    /// <summary>Makes of the curvatures of a run's parameters what it keeps for each.</summary>
    /// <exception cref="NotSupportedException">The optimiser takes no curvatures.</exception>
    void Scale(int run, Span<float> curvatures) =>
        throw new NotSupportedException($"The optimiser of {GetType().Name} takes no curvatures.");

    /// <summary>The rule of the next step.</summary>
    /// <param name="learningRates">[run]; lanes beyond have none and stand still.</param>
    TRule Next(ReadOnlySpan<float> learningRates);
}

/// <summary>Rules of gradient descent.</summary>
/// <param name="specs">[run]; all with Nesterov's direction, or none.</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class RunSgd<TLane>(IReadOnlyList<OptimizerSpec.Sgd> specs, Arena arena)
    : IRunRules<TLane, SgdRule<TLane>>
    where TLane : struct, ILane<TLane>
{
    private readonly bool nesterov = specs[0].Nesterov;
    private readonly float* momentum = arena.Lanes<TLane>(specs.Select(spec => new SgdStep(spec).Momentum));
    private readonly float* decay = arena.Lanes<TLane>(specs.Select(spec => new SgdStep(spec).Decay));
    private readonly float* descent = arena.Lanes<TLane>([]);

    public void Resume(int run, long steps)
    {
    }

    public SgdRule<TLane> Next(ReadOnlySpan<float> learningRates)
    {
        for (int run = 0; run < learningRates.Length; run++)
            descent[run] = SgdStep.Descent(learningRates[run]);
        return new SgdRule<TLane>(TLane.Load(descent), TLane.Load(momentum), TLane.Load(decay), nesterov);
    }
}

/// <summary>Rules of stochastic diagonal Levenberg–Marquardt.</summary>
/// <param name="specs">[run].</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class RunSdlm<TLane>(IReadOnlyList<OptimizerSpec.Sdlm> specs, Arena arena)
    : IRunRules<TLane, SdlmRule<TLane>>
    where TLane : struct, ILane<TLane>
{
    private readonly SdlmStep[] steps = [.. specs.Select(spec => new SdlmStep(spec))];
    private readonly float* decay = arena.Lanes<TLane>(specs.Select(spec => new SdlmStep(spec).Decay));
    private readonly float* descent = arena.Lanes<TLane>([]);

    public void Resume(int run, long steps)
    {
    }

    public void Scale(int run, Span<float> curvatures)
    {
        foreach (ref float value in curvatures)
            value = steps[run].Scale(value);
    }

    public SdlmRule<TLane> Next(ReadOnlySpan<float> learningRates)
    {
        for (int run = 0; run < learningRates.Length; run++)
            descent[run] = SdlmStep.Descent(learningRates[run]);
        return new SdlmRule<TLane>(TLane.Load(descent), TLane.Load(decay));
    }
}

/// <summary>Rules of Adam.</summary>
internal sealed unsafe class RunAdam<TLane> : IRunRules<TLane, AdamRule<TLane>>
    where TLane : struct, ILane<TLane>
{
    private readonly AdamStep[] steps;
    private readonly float* beta1, rest1, beta2, rest2, epsilon, decay, descent, unbias;

    /// <param name="specs">[run].</param>
    /// <param name="arena">Where the memory comes from.</param>
    public RunAdam(IReadOnlyList<OptimizerSpec.Adam> specs, Arena arena)
    {
        steps = [.. specs.Select(spec => new AdamStep(spec))];
        beta1 = arena.Lanes<TLane>(steps.Select(step => step.Beta1));
        rest1 = arena.Lanes<TLane>(steps.Select(step => step.Rest1));
        beta2 = arena.Lanes<TLane>(steps.Select(step => step.Beta2));
        rest2 = arena.Lanes<TLane>(steps.Select(step => step.Rest2));
        decay = arena.Lanes<TLane>(steps.Select(step => step.Decay));
        descent = arena.Lanes<TLane>([]);
        unbias = arena.Lanes<TLane>([]);

        // Not 0 where there is no run: what stands still there is 0 divided by it.
        epsilon = arena.Lanes<TLane>(
            steps.Select(step => step.Epsilon).Concat(Enumerable.Repeat(1f, TLane.Count - steps.Length)));
    }

    public void Resume(int run, long steps) => this.steps[run].Resume(steps);

    public AdamRule<TLane> Next(ReadOnlySpan<float> learningRates)
    {
        for (int run = 0; run < learningRates.Length; run++)
        {
            steps[run].Begin(learningRates[run]);
            descent[run] = steps[run].Descent;
            unbias[run] = steps[run].Unbias;
        }

        return new AdamRule<TLane>
        {
            Descent = TLane.Load(descent),
            Unbias = TLane.Load(unbias),
            Beta1 = TLane.Load(beta1),
            Rest1 = TLane.Load(rest1),
            Beta2 = TLane.Load(beta2),
            Rest2 = TLane.Load(rest2),
            Epsilon = TLane.Load(epsilon),
            Decay = TLane.Load(decay),
        };
    }
}
