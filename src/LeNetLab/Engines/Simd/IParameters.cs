using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>Where a layer finds its parameters and what becomes of their gradients.</summary>
internal unsafe interface IParameters<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The values of a block, number after number.</summary>
    float* ValuesOf(ParameterBlock block);

    /// <summary>Sums for a block's gradients, one lane beside the other.</summary>
    IGradientSums SumsOf(ParameterBlock block, Arena arena);
}

/// <summary>Gradients of some parameters, still spread over lanes, until a part of a batch is through.</summary>
internal unsafe interface IGradientSums
{
    /// <summary>The sums that a block of images adds to, [number][lane].</summary>
    float* Of(int block);

    /// <summary>Begins a part of a batch.</summary>
    void Clear();

    /// <summary>Every image of the part has been added.</summary>
    /// <param name="gradients">The part's gradients, in the layout of <see cref="ParameterStore{TLane}"/>.</param>
    void Complete(float* gradients);
}
