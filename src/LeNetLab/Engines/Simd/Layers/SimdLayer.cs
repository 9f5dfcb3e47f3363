namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// One layer at work. Layers of the convolutional part are given one block of images after the other, the fully
/// connected ones all blocks of the batch together.
/// </summary>
internal abstract class SimdLayer
{
    /// <summary>Makes ready for a forward pass with the parameters as they now are.</summary>
    public virtual void BeginForward()
    {
    }

    /// <summary>Activations of a range of blocks.</summary>
    public abstract void Forward(int firstBlock, int blocks);

    /// <summary>Forgets the gradients of the batch before.</summary>
    public virtual void BeginBackward()
    {
    }

    /// <summary>
    /// Input gradients of a range of blocks from their output gradients, and what the blocks add to the parameters'.
    /// </summary>
    public abstract void Backward(int firstBlock, int blocks);

    /// <summary>Completes the parameters' gradients once every block has been through.</summary>
    public virtual void EndBackward()
    {
    }
}
