namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Turns the gradients in a parameter store into a step.</summary>
internal interface IOptimizer
{
    /// <summary>Forgets velocities and moments.</summary>
    void Reset();

    /// <summary>Begins a step.</summary>
    void BeginStep(float learningRate);

    /// <summary>Takes the step for a range of parameters; several threads may take ranges of their own.</summary>
    /// <param name="first">A multiple of 16.</param>
    /// <param name="count">A multiple of 16.</param>
    void Step(int first, int count);
}
