namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// One layer at work, on one thread. Layers of the convolutional part are given one block of images after the other,
/// the fully connected ones all blocks together.
/// </summary>
internal abstract unsafe class SimdLayer
{
    /// <summary>Makes ready for forward passes with the parameters as they now are.</summary>
    public virtual void BeginForward()
    {
    }

    /// <summary>Activations of a range of blocks.</summary>
    public abstract void Forward(int firstBlock, int blocks);

    /// <summary>Begins a part of a batch.</summary>
    /// <param name="gradients">Where its gradients go, in the layout of <see cref="ParameterStore{TLane}"/>.</param>
    public virtual void BeginBackward(float* gradients)
    {
    }

    /// <summary>
    /// Input gradients of a range of blocks from their output gradients, and what the blocks add to the parameters'.
    /// </summary>
    public abstract void Backward(int firstBlock, int blocks);

    /// <summary>
    /// As <see cref="Backward"/>, but with second derivatives in the place of gradients, as
    /// <see cref="CurvaturePass{TLane}"/> asks for them; the parameters hold their squares. A layer's output has
    /// ∂²L/∂y(i)², its input gets Σᵢ (∂y(i)/∂x)² · ∂²L/∂y(i)².
    /// </summary>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blocks">How many.</param>
    /// <param name="squares">Room for one block of the input.</param>
    public abstract void Curvature(int firstBlock, int blocks, float* squares);

    /// <summary>Completes the parameters' gradients once every block of the part has been through.</summary>
    public virtual void EndBackward()
    {
    }
}
