using LeNetLab.Specs;

namespace LeNetLab.Engines.Reference;

/// <summary>Optimiser steps in double precision; <see cref="OptimizerSpec"/> has the formulas.</summary>
internal sealed class ReferenceOptimizer(OptimizerSpec spec, int length)
{
    private readonly double[] first = new double[length];
    private readonly double[] second = new double[length];

    /// <summary>Velocities, or first moments, or what SDLM multiplies the rate by.</summary>
    public Span<double> First => first;

    /// <summary>Second moments; 0 where there are none.</summary>
    public Span<double> Second => second;

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Forgets velocities, moments and curvatures.</summary>
    public void Reset()
    {
        Array.Clear(first);
        Array.Clear(second);
        Steps = 0;
    }

    /// <summary>Takes the curvature of each parameter for the next steps.</summary>
    /// <exception cref="NotSupportedException">They do not ask for it.</exception>
    public void Take(double[] curvatures)
    {
        if (spec is not OptimizerSpec.Sdlm sdlm)
            throw new NotSupportedException($"The optimiser {spec.GetType().Name} takes no curvatures.");
        for (int i = 0; i < first.Length; i++)
            first[i] = 1 / (sdlm.Damping + curvatures[i]);
    }

    /// <summary>Moves the parameters one step.</summary>
    public void Step(double[] parameters, double[] gradients, double learningRate)
    {
        Steps++;
        for (int i = 0; i < parameters.Length; i++)
        {
            double g = gradients[i] + (spec.WeightDecay * parameters[i]);
            parameters[i] -= learningRate * spec switch
            {
                OptimizerSpec.Sgd sgd => Direction(sgd, i, g),
                OptimizerSpec.Adam adam => Direction(adam, i, g),
                OptimizerSpec.Sdlm => first[i] * g,
                _ => throw new ArgumentException($"No formula for the optimiser {spec.GetType().Name}."),
            };
        }
    }

    private double Direction(OptimizerSpec.Sgd sgd, int i, double g)
    {
        first[i] = (sgd.Momentum * first[i]) + g;
        return sgd.Nesterov ? g + (sgd.Momentum * first[i]) : first[i];
    }

    private double Direction(OptimizerSpec.Adam adam, int i, double g)
    {
        first[i] = (adam.Beta1 * first[i]) + ((1 - adam.Beta1) * g);
        second[i] = (adam.Beta2 * second[i]) + ((1 - adam.Beta2) * g * g);
        double m = first[i] / (1 - Math.Pow(adam.Beta1, Steps)), v = second[i] / (1 - Math.Pow(adam.Beta2, Steps));
        return m / (Math.Sqrt(v) + adam.Epsilon);
    }
}
