using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// What lies between two layers: activations and their gradients, [block][map][row][column][lane], a block
/// holding as many images as a register has lanes.
/// </summary>
/// <param name="shape">Shape of one image's activation.</param>
/// <param name="lanes">Images in a block.</param>
/// <param name="blocks">Blocks for which there is room.</param>
/// <param name="keepsGradients">
/// Whether each block's gradient has a place of its own. Between layers that go block by block one place serves all
/// and stays in the cache.
/// </param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class Tensor(Shape shape, int lanes, int blocks, bool keepsGradients, Arena arena)
{
    private readonly float* values = arena.Floats((long)shape.Length * lanes * blocks);
    private readonly float* gradients = arena.Floats((long)shape.Length * lanes * (keepsGradients ? blocks : 1));

    public Shape Shape => shape;

    /// <summary>Floats in one block.</summary>
    public int BlockLength => shape.Length * lanes;

    /// <summary>Floats in one map of one block.</summary>
    public int MapStride => shape.MapLength * lanes;

    /// <summary>Floats in one row of one map.</summary>
    public int RowStride => shape.Columns * lanes;

    /// <summary>
    /// While set, every block's activations share the first block's place: enough for a forward pass, and it stays in
    /// the cache.
    /// </summary>
    public bool Streams { get; set; }

    /// <summary>Activations of a block.</summary>
    public float* Values(int block) => values + (Streams ? 0 : (nint)block * BlockLength);

    /// <summary>Sets every activation of every block, streaming or not.</summary>
    public void Fill(float value)
    {
        for (int block = 0; block < blocks; block++)
            new Span<float>(values + ((nint)block * BlockLength), BlockLength).Fill(value);
    }

    /// <summary>Gradient of the loss by the activations of a block.</summary>
    public float* Gradients(int block) => gradients + (keepsGradients ? (nint)block * BlockLength : 0);
}
