using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>The optimiser's constants of several runs, each in its lane, step by step.</summary>
internal interface IRunRules<TLane, TRule>
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    /// <summary>A run begins anew.</summary>
    void Reset(int run);

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
    private readonly float* momentum = arena.Lanes<TLane>(specs.Select(spec => (float)spec.Momentum));
    private readonly float* decay = arena.Lanes<TLane>(specs.Select(spec => (float)spec.WeightDecay));
    private readonly float* descent = arena.Lanes<TLane>([]);

    public void Reset(int run)
    {
    }

    public SgdRule<TLane> Next(ReadOnlySpan<float> learningRates)
    {
        for (int run = 0; run < learningRates.Length; run++)
            descent[run] = -learningRates[run];
        return new SgdRule<TLane>(TLane.Load(descent), TLane.Load(momentum), TLane.Load(decay), nesterov);
    }
}

/// <summary>Rules of Adam.</summary>
/// <param name="specs">[run].</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class RunAdam<TLane>(IReadOnlyList<OptimizerSpec.Adam> specs, Arena arena)
    : IRunRules<TLane, AdamRule<TLane>>
    where TLane : struct, ILane<TLane>
{
    private readonly OptimizerSpec.Adam[] specs = [.. specs];
    private readonly double[] beta1Powers = [.. specs.Select(_ => 1.0)];
    private readonly double[] beta2Powers = [.. specs.Select(_ => 1.0)];
    private readonly float* beta1 = arena.Lanes<TLane>(specs.Select(spec => (float)spec.Beta1));
    private readonly float* rest1 = arena.Lanes<TLane>(specs.Select(spec => (float)(1 - spec.Beta1)));
    private readonly float* beta2 = arena.Lanes<TLane>(specs.Select(spec => (float)spec.Beta2));
    private readonly float* rest2 = arena.Lanes<TLane>(specs.Select(spec => (float)(1 - spec.Beta2)));
    private readonly float* decay = arena.Lanes<TLane>(specs.Select(spec => (float)spec.WeightDecay));

    // Not 0 where there is no run: what stands still there is 0 divided by it.
    private readonly float* epsilon = arena.Lanes<TLane>(
        specs.Select(spec => (float)spec.Epsilon).Concat(Enumerable.Repeat(1f, TLane.Count - specs.Count)));

    private readonly float* descent = arena.Lanes<TLane>([]);
    private readonly float* unbias = arena.Lanes<TLane>([]);

    public void Reset(int run) => beta1Powers[run] = beta2Powers[run] = 1;

    public AdamRule<TLane> Next(ReadOnlySpan<float> learningRates)
    {
        for (int run = 0; run < learningRates.Length; run++)
        {
            beta1Powers[run] *= specs[run].Beta1;
            beta2Powers[run] *= specs[run].Beta2;
            descent[run] = (float)(-learningRates[run] / (1 - beta1Powers[run]));
            unbias[run] = (float)(1 / (1 - beta2Powers[run]));
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
