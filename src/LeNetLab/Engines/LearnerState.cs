using LeNetLab.Models;

namespace LeNetLab.Engines;

/// <summary>
/// All that a training's next steps follow from, besides the images and rates that it is given. A learner that is given
/// the state of another one of its engine goes on as that one would have, to the last bit; run by run, whether alone or
/// in a group.
/// </summary>
/// <param name="Parameters">In the network's layout.</param>
/// <param name="Optimizer">
/// What the optimiser keeps, [vector][parameter], each vector in the network's layout: with SGD the velocities, with
/// Adam the first moments, then the second, with SDLM 1/(μ + h). The reference engine, whose numbers are no floats,
/// keeps their bits here, two floats a number: parameters, first vector, second vector.
/// </param>
/// <param name="Steps">Steps taken since the first parameters were written; Adam corrects its bias by them.</param>
public sealed record LearnerState(float[] Parameters, float[] Optimizer, long Steps)
{
    /// <summary>Refuses the state of another network, optimiser or engine.</summary>
    /// <param name="network">The learner's.</param>
    /// <param name="vectors">Vectors that it keeps beside the parameters.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public void RequireFit(Network network, int vectors)
    {
        ArgumentNullException.ThrowIfNull(network);
        int parameters = network.VectorLength;
        if (Parameters.Length != parameters || Optimizer.Length != vectors * parameters || Steps < 0)
        {
            throw new ArgumentException(
                $"A state of {Parameters.Length} parameters, {Optimizer.Length} numbers of an optimiser and {Steps} "
                + $"steps does not fit: the learner has {parameters} parameters and {vectors} such numbers for each.");
        }
    }

    /// <summary>One of the optimiser's vectors.</summary>
    /// <param name="vector">From 0.</param>
    public Span<float> Vector(int vector) =>
        Optimizer.AsSpan(vector * Parameters.Length, Parameters.Length);
}
