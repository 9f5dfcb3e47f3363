namespace LeNetLab.Engines.Simd.Optimizers;

/// <summary>Turns the gradients in a parameter store into a step.</summary>
internal unsafe interface IOptimizer
{
    /// <summary>Vectors that it keeps: velocities, or both moments, or what the rate is multiplied by.</summary>
    int States { get; }

    /// <summary>One of them, in the layout of the parameter store.</summary>
    float* State(int vector);

    /// <summary>Forgets what it keeps.</summary>
    void Reset();

    /// <summary>Goes on after so many steps; what it keeps is written beside.</summary>
    void Resume(long steps);

    /// <summary>Begins a step.</summary>
    void BeginStep(float learningRate);

    /// <summary>Takes the step for a range of parameters; several threads may take ranges of their own.</summary>
    /// <param name="first">A multiple of 16.</param>
    /// <param name="count">A multiple of 16.</param>
    void Step(int first, int count);
}
