using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>
/// Parameters of several runs of one network, [number][run] in the order of the network's flat vector, with what the
/// optimiser keeps for each. Lanes without a run stay 0.
/// </summary>
internal sealed unsafe class RunParameters<TLane, TRule> : IParameters<TLane>
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    private readonly int count;
    private readonly float* values;
    private readonly float* firstStates;
    private readonly float* secondStates;

    public RunParameters(Network network, Arena arena)
    {
        count = network.VectorLength;
        values = arena.Floats((long)count * TLane.Count);
        firstStates = arena.Floats((long)count * TLane.Count);
        secondStates = TRule.States > 1 ? arena.Floats((long)count * TLane.Count) : firstStates;
    }

    /// <summary>The step under way.</summary>
    public TRule Rule { get; set; }

    public float* ValuesOf(ParameterBlock block) => values + Offset(block);

    /// <summary>What the optimiser keeps for a block, laid out as its values are.</summary>
    public float* FirstStatesOf(ParameterBlock block) => firstStates + Offset(block);

    /// <inheritdoc cref="FirstStatesOf"/>
    public float* SecondStatesOf(ParameterBlock block) => secondStates + Offset(block);

    public IGradientSums SumsOf(ParameterBlock block, Arena arena) => new RunSums<TLane, TRule>(this, block, arena);

    /// <summary>Moves the parameters of a block by its gradients, [number][run].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(ParameterBlock block, float* gradients)
    {
        TRule rule = Rule;
        float* w = ValuesOf(block), first = FirstStatesOf(block), second = SecondStatesOf(block);
        for (nint i = 0; i < (nint)block.Length * TLane.Count; i += TLane.Count)
            rule.Step(TLane.Load(w + i), TLane.Load(gradients + i), first + i, second + i).Store(w + i);
    }

    /// <summary>Sets one run's parameters and forgets what the optimiser kept for it.</summary>
    public void Write(int run, ReadOnlySpan<float> flat)
    {
        RequireLength(flat.Length);
        for (int i = 0; i < flat.Length; i++)
        {
            nint at = ((nint)i * TLane.Count) + run;
            values[at] = flat[i];
            firstStates[at] = secondStates[at] = 0;
        }
    }

    /// <summary>Sets one run's parameters and what the optimiser keeps for it.</summary>
    public void Write(int run, LearnerState state)
    {
        Spread(state.Parameters, values + run);
        Spread(state.Vector(0), firstStates + run);
        if (TRule.States > 1)
            Spread(state.Vector(1), secondStates + run);
    }

    /// <summary>Sets the first vector of what the optimiser keeps for a run.</summary>
    public void WriteFirstStates(int run, ReadOnlySpan<float> flat) => Spread(flat, firstStates + run);

    /// <summary>One run's parameters.</summary>
    public void Read(int run, Span<float> flat)
    {
        RequireLength(flat.Length);
        Gather(values + run, flat);
    }

    /// <summary>One run's parameters, and what the optimiser keeps for it.</summary>
    /// <param name="run">Whose.</param>
    /// <param name="steps">Steps that it has taken.</param>
    public LearnerState Read(int run, long steps)
    {
        var state = new LearnerState(new float[count], new float[TRule.States * count], steps);
        Gather(values + run, state.Parameters);
        Gather(firstStates + run, state.Vector(0));
        if (TRule.States > 1)
            Gather(secondStates + run, state.Vector(1));
        return state;
    }

    private static void Spread(ReadOnlySpan<float> flat, float* lane)
    {
        for (int i = 0; i < flat.Length; i++)
            lane[(nint)i * TLane.Count] = flat[i];
    }

    private static void Gather(float* lane, Span<float> flat)
    {
        for (int i = 0; i < flat.Length; i++)
            flat[i] = lane[(nint)i * TLane.Count];
    }

    private static nint Offset(ParameterBlock block) => (nint)block.Offset * TLane.Count;

    private void RequireLength(int length)
    {
        if (length != count)
            throw new ArgumentException($"{length} parameters given; the network has {count}.");
    }
}
