namespace LeNetLab.Models;

/// <summary>
/// What a model consists of when it is trained, and what it costs: the same for networks and other methods.
/// </summary>
public interface IModel
{
    /// <summary>Every tensor in the order of the flat vector that records hold.</summary>
    IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Length of that vector.</summary>
    int VectorLength { get; }

    /// <summary>
    /// Numbers that predictions follow from. Where it depends on what is learnt, the most that there can be.
    /// </summary>
    int ParameterCount { get; }

    /// <summary>Multiply-adds of one training image in one pass, about.</summary>
    long TrainingMultiplyAdds { get; }

    /// <summary>Multiply-adds of one prediction, about.</summary>
    long ForwardMultiplyAdds { get; }

    /// <summary>As <see cref="ParameterCount"/>, of a model that is trained.</summary>
    /// <param name="vector">Its parameters.</param>
    int ParametersIn(ReadOnlySpan<float> vector);
}
