using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Parameters and their gradients in the engine's own layout: rows padded to whole cache lines, so that rows of
/// weights can be written by whole registers. The padding stays 0.
/// </summary>
internal sealed unsafe class ParameterStore<TLane> : IParameters<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int Pad = 16;
    private readonly Network network;
    private readonly Dictionary<ParameterBlock, Place> places = [];
    private readonly float* gradients;

    /// <param name="network">Whose parameters.</param>
    /// <param name="parts">Parts of a batch that have gradients of their own, at least 1.</param>
    /// <param name="arena">Where the memory comes from.</param>
    public ParameterStore(Network network, int parts, Arena arena)
    {
        this.network = network;
        foreach (Stage stage in network.Stages)
        {
            bool padsRows = stage.Layer is Layer.Dense or Layer.SoftmaxOutput;
            foreach (ParameterBlock block in new[] { stage.Weights, stage.Biases }.OfType<ParameterBlock>())
            {
                int rows = padsRows && block.Shape.Count > 1 ? block.Shape[0] : 1;
                int stride = RoundUp(block.Length / rows);
                places.Add(block, new Place(Length, rows, block.Length / rows, stride));
                Length += rows * stride;
            }
        }

        Values = arena.Floats(Length);
        gradients = arena.Floats((long)Length * parts);
    }

    /// <summary>Floats in the layout, a multiple of 16.</summary>
    public int Length { get; private set; }

    public float* Values { get; }

    /// <summary>Gradients of one part of a batch; those of part 0 become the batch's.</summary>
    public float* Gradients(int part) => gradients + ((nint)part * Length);

    /// <summary>Units rounded up to whole cache lines: the stride of padded rows.</summary>
    public static int RoundUp(int count) => (count + Pad - 1) / Pad * Pad;

    /// <summary>Where a block begins in the layout.</summary>
    public int OffsetOf(ParameterBlock block) => places[block].Offset;

    public float* ValuesOf(ParameterBlock block) => Values + places[block].Offset;

    public IGradientSums SumsOf(ParameterBlock block, Arena arena) =>
        new LaneSums<TLane>(block.Length, OffsetOf(block), arena);

    /// <summary>g₀ ← ((g₀ + g₁) + g₂) + … for a range of the parameters, gₚ the gradients of part p.</summary>
    /// <param name="parts">How many parts.</param>
    /// <param name="first">A multiple of 16.</param>
    /// <param name="count">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddParts(int parts, int first, int count)
    {
        float* sum = Gradients(0);
        for (int part = 1; part < parts; part++)
        {
            float* more = Gradients(part);
            for (int i = first; i < first + count; i += TLane.Count)
                (TLane.Load(sum + i) + TLane.Load(more + i)).Store(sum + i);
        }
    }

    /// <summary>Sets the parameters, from the network's flat vector.</summary>
    public void Write(ReadOnlySpan<float> flat) => Write(Values, flat);

    /// <summary>From the network's flat vector into the layout.</summary>
    public void Write(float* target, ReadOnlySpan<float> flat)
    {
        RequireLength(flat.Length);
        foreach (ParameterBlock block in network.Blocks)
        {
            Place place = places[block];
            for (int row = 0; row < place.Rows; row++)
            {
                flat.Slice(block.Offset + (row * place.RowLength), place.RowLength)
                    .CopyTo(new Span<float>(target + place.Offset + (row * place.Stride), place.RowLength));
            }
        }
    }

    /// <summary>From the layout into the network's flat vector.</summary>
    public void Read(float* source, Span<float> flat)
    {
        RequireLength(flat.Length);
        foreach (ParameterBlock block in network.Blocks)
        {
            Place place = places[block];
            for (int row = 0; row < place.Rows; row++)
            {
                new ReadOnlySpan<float>(source + place.Offset + (row * place.Stride), place.RowLength)
                    .CopyTo(flat.Slice(block.Offset + (row * place.RowLength), place.RowLength));
            }
        }
    }

    private void RequireLength(int length)
    {
        if (length != network.VectorLength)
            throw new ArgumentException($"{length} parameters given; the network has {network.VectorLength}.");
    }

    private readonly record struct Place(int Offset, int Rows, int RowLength, int Stride);
}
