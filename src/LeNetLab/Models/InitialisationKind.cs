namespace LeNetLab.Models;

/// <summary>
/// The distribution of the first weights, by fan-in F and fan-out G of their layer. Biases start at 0; sub-sampling
/// as a plain average. "Uniform" is within ±√(3·variance).
/// </summary>
public enum InitialisationKind
{
    /// <summary>Variance 1/F (LeCun et al., "Efficient BackProp", 1998).</summary>
    LecunUniform,

    /// <summary>Variance 1/F.</summary>
    LecunNormal,

    /// <summary>Variance 2/(F + G) (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Variance 2/(F + G).</summary>
    GlorotNormal,

    /// <summary>Variance 2/F (He et al. 2015).</summary>
    HeUniform,

    /// <summary>Variance 2/F.</summary>
    HeNormal,

    /// <summary>Uniform in ±2.4/F, biases too (LeCun et al. 1998, App. A).</summary>
    Paper1998,
}
