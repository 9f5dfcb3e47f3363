using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// A network laid out for this engine and one thread: tensors, and the layers that work between them. Its parameters
/// may be shared with others; activations and sums are its own.
/// </summary>
internal sealed unsafe class SimdNetwork<TLane>
    where TLane : struct, ILane<TLane>
{
    private readonly InputLayer input;
    private readonly NamedLayer[] layers;
    private readonly int firstConnected;
    private readonly Tensor[] beforeConnected;

    /// <param name="network">What to compute.</param>
    /// <param name="kit">Makes the layers that have parameters.</param>
    /// <param name="blocks">Blocks of images that it has room for.</param>
    /// <param name="arena">Where the memory comes from.</param>
    public SimdNetwork(Network network, ILayerKit<TLane> kit, int blocks, Arena arena)
    {
        var builder = new NetworkBuilder<TLane>(network, kit, blocks, arena);
        layers = [.. builder.Layers];
        firstConnected = builder.FirstConnected;
        beforeConnected = [.. builder.BeforeConnected];
        input = new InputLayer(builder.Input, TLane.Count);
        Output = builder.Output;
        Squashed = builder.Squashed;
    }

    /// <summary>The layers that go block by block, in order.</summary>
    public ReadOnlySpan<NamedLayer> Convolutional => layers.AsSpan(0, firstConnected);

    /// <summary>The layers that take all blocks together, in order.</summary>
    public ReadOnlySpan<NamedLayer> Connected => layers.AsSpan(firstConnected);

    /// <summary>What the last layer gives.</summary>
    public Tensor Output { get; }

    /// <summary>What each squashing of the network leaves after a forward pass, in order.</summary>
    public IReadOnlyList<SquashedTensor> Squashed { get; }

    /// <summary>
    /// Whether activations within the convolutional part are forgotten from block to block, as evaluation can.
    /// </summary>
    public void Stream(bool on)
    {
        foreach (Tensor tensor in beforeConnected)
            tensor.Streams = on;
    }

    /// <summary>Makes ready for forward passes with the parameters as they now are.</summary>
    public void BeginForward()
    {
        foreach (NamedLayer named in layers)
            named.Layer.BeginForward();
    }

    /// <summary>Activations of some images, block by block.</summary>
    public void Forward(ImageSet images, ReadOnlySpan<int> indices)
    {
        // Backward begins at the first block: it is the last here, so that its activations are still in the cache.
        int blocks = Blocks(indices.Length);
        for (int block = blocks - 1; block >= 0; block--)
        {
            input.Load(images, Block(indices, block), block);
            foreach (NamedLayer named in Convolutional)
                named.Layer.Forward(block, 1);
        }

        foreach (NamedLayer named in Connected)
            named.Layer.Forward(0, blocks);
    }

    /// <summary>Begins a part of a batch.</summary>
    /// <param name="gradients">Where its gradients go, in the layout of <see cref="ParameterStore{TLane}"/>.</param>
    public void BeginBackward(float* gradients)
    {
        foreach (NamedLayer named in layers)
            named.Layer.BeginBackward(gradients);
    }

    /// <summary>Adds to the gradients what the images of the last forward pass ask for.</summary>
    public void Backward(int images)
    {
        int blocks = Blocks(images);
        for (int i = layers.Length - 1; i >= firstConnected; i--)
            layers[i].Layer.Backward(0, blocks);
        for (int block = 0; block < blocks; block++)
        {
            for (int i = firstConnected - 1; i >= 0; i--)
                layers[i].Layer.Backward(block, 1);
        }
    }

    /// <summary>
    /// As <see cref="Backward"/>, but for second derivatives: the parameters hold their squares since
    /// <see cref="BeginForward"/> was called once more after the forward pass.
    /// </summary>
    /// <param name="images">Images of the forward pass.</param>
    /// <param name="squares">Room for one block of any layer's input.</param>
    public void Curvature(int images, float* squares)
    {
        int blocks = Blocks(images);
        for (int i = layers.Length - 1; i >= firstConnected; i--)
            layers[i].Layer.Curvature(0, blocks, squares);
        for (int block = 0; block < blocks; block++)
        {
            for (int i = firstConnected - 1; i >= 0; i--)
                layers[i].Layer.Curvature(block, 1, squares);
        }
    }

    /// <summary>Completes the gradients of a part.</summary>
    public void EndBackward()
    {
        foreach (NamedLayer named in layers)
            named.Layer.EndBackward();
    }

    /// <summary>Blocks that so many images take.</summary>
    public static int Blocks(int images) => (images + TLane.Count - 1) / TLane.Count;

    /// <summary>The images of one block.</summary>
    public static ReadOnlySpan<int> Block(ReadOnlySpan<int> indices, int block)
    {
        int first = block * TLane.Count;
        return indices.Slice(first, Math.Min(TLane.Count, indices.Length - first));
    }
}
