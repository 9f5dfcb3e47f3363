namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Turns the gradients in a parameter store into a step.</summary>
internal interface IOptimizer
{
    /// <summary>Forgets velocities and moments.</summary>
    void Reset();

    /// <summary>One step down the gradient.</summary>
    void Step(float learningRate);
}
