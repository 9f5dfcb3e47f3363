using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Parameters and their gradients in the engine's own layout: rows padded to whole cache lines, so that rows of
/// weights can be written by whole registers. The padding stays 0.
/// </summary>
internal sealed unsafe class ParameterStore
{
    private const int Pad = 16;
    private readonly Network network;
    private readonly Dictionary<ParameterBlock, Place> places = [];

    public ParameterStore(Network network, Arena arena)
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
        Gradients = arena.Floats(Length);
    }

    /// <summary>Floats in the layout, a multiple of 16.</summary>
    public int Length { get; private set; }

    public float* Values { get; }

    public float* Gradients { get; }

    /// <summary>Units rounded up to whole cache lines: the stride of padded rows.</summary>
    public static int RoundUp(int count) => (count + Pad - 1) / Pad * Pad;

    public float* ValuesOf(ParameterBlock block) => Values + places[block].Offset;

    public float* GradientsOf(ParameterBlock block) => Gradients + places[block].Offset;

    /// <summary>From the network's flat vector into the layout.</summary>
    public void Write(ReadOnlySpan<float> flat)
    {
        RequireLength(flat.Length);
        foreach (ParameterBlock block in network.Blocks)
        {
            Place place = places[block];
            for (int row = 0; row < place.Rows; row++)
            {
                flat.Slice(block.Offset + (row * place.RowLength), place.RowLength)
                    .CopyTo(new Span<float>(Values + place.Offset + (row * place.Stride), place.RowLength));
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
