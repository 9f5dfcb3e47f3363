using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>
/// Optimiser steps of a stack of runs, each with its own numbers; <see cref="OptimizerSpec"/> has the formulas.
/// PyTorch's optimisers know one learning rate for all that they are given, so these are written out.
/// </summary>
internal abstract class StackedOptimizer : IDisposable
{
    private readonly Tensor? decay;
    private readonly long[] steps;

    /// <param name="specs">[run].</param>
    /// <param name="device">Where the parameters are.</param>
    private protected StackedOptimizer(IReadOnlyList<OptimizerSpec> specs, Device device)
    {
        Device = device;
        steps = new long[specs.Count];
        if (specs.Any(spec => spec.WeightDecay != 0))
            decay = Column(specs, spec => spec.WeightDecay);
    }

    private protected Device Device { get; }

    /// <summary>What is kept between steps, in the order of <see cref="LearnerState.Optimizer"/>; each [run][parameter].</summary>
    private protected abstract IReadOnlyList<Tensor> Vectors { get; }

    /// <summary>Optimisers of one kind as one.</summary>
    /// <param name="specs">[run].</param>
    /// <param name="parameters">Parameters of each run.</param>
    /// <param name="device">Where they are.</param>
    /// <exception cref="ArgumentException">They are of several kinds.</exception>
    /// <exception cref="NotSupportedException">They ask for second derivatives.</exception>
    public static StackedOptimizer Of(IReadOnlyList<OptimizerSpec> specs, int parameters, Device device)
    {
        if (specs.Select(spec => spec.GetType()).Distinct().Skip(1).Any())
            throw new ArgumentException("Runs of one stack need optimisers of one kind.");
        return specs[0] switch
        {
            OptimizerSpec.Sgd => new StackedSgd([.. specs.Cast<OptimizerSpec.Sgd>()], parameters, device),
            OptimizerSpec.Adam => new StackedAdam([.. specs.Cast<OptimizerSpec.Adam>()], parameters, device),
            OptimizerSpec.Sdlm => throw TorchEngine.WithoutCurvatures(),
            _ => throw new ArgumentException($"No formula for the optimiser {specs[0].GetType().Name}."),
        };
    }

    /// <summary>Moves the parameters one step.</summary>
    /// <param name="parameters">[run][parameter].</param>
    /// <param name="gradients">[run][parameter]; overwritten.</param>
    /// <param name="rates">[run][1].</param>
    public void Step(Tensor parameters, Tensor gradients, Tensor rates)
    {
        foreach (ref long taken in steps.AsSpan())
            taken++;
        if (decay is not null)
            gradients.addcmul_(parameters, decay, 1);
        parameters.addcmul_(Direction(gradients), rates, -1);
    }

    /// <summary>Forgets what a run's steps have left behind.</summary>
    public void Reset(int run)
    {
        foreach (Tensor vector in Vectors)
            vector.select(0, run).zero_();
        Resume(run, 0);
    }

    /// <summary>A run's state, of which these are the parameters.</summary>
    public LearnerState Read(int run, float[] parameters)
    {
        var state = new LearnerState(parameters, new float[Vectors.Count * parameters.Length], steps[run]);
        for (int i = 0; i < Vectors.Count; i++)
            Vectors[i].select(0, run).CopyTo(state.Vector(i));
        return state;
    }

    /// <summary>Gives a run the state of another, parameters left out.</summary>
    /// <exception cref="ArgumentException">It is the state of another network or optimiser.</exception>
    public void Write(int run, LearnerState state, Network network)
    {
        state.RequireFit(network, Vectors.Count);
        for (int i = 0; i < Vectors.Count; i++)
        {
            ReadOnlySpan<float> values = state.Vector(i);
            Vectors[i].select(0, run).copy_(values.ToTensor([values.Length], ScalarType.Float32, Device));
        }

        Resume(run, state.Steps);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => decay?.Dispose();

    /// <summary>Has a run go on after so many steps.</summary>
    private protected virtual void Resume(int run, long taken) => steps[run] = taken;

    /// <summary>What the rate is multiplied with, [run][parameter].</summary>
    private protected abstract Tensor Direction(Tensor gradients);

    /// <summary>A number of each run, [run][1].</summary>
    private protected Tensor Column<TSpec>(IReadOnlyList<TSpec> specs, Func<TSpec, double> number)
    {
        float[] values = [.. specs.Select(spec => (float)number(spec))];
        return values.ToTensor([specs.Count, 1], ScalarType.Float32, Device);
    }
}
