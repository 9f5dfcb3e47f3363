using LeNetLab.Data;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Numerics;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// Softmax over the logits and the cross-entropy of the right class: L = log Σ e^(z(i) − max) − (z(label) − max);
/// dL/dz(i) = (p(i) − [i = label]) / batch.
/// </summary>
internal sealed unsafe class SoftmaxLoss<TLane>(Tensor logits, Arena arena)
    where TLane : struct, ILane<TLane>
{
    private readonly int classes = logits.Shape.Maps;
    private readonly float* probabilities = arena.Floats((long)logits.Shape.Maps * TLane.Count);
    private readonly float* largest = arena.Floats(TLane.Count);
    private readonly float* sums = arena.Floats(TLane.Count);

    /// <summary>Measures one block's images.</summary>
    /// <param name="block">The block.</param>
    /// <param name="images">The set.</param>
    /// <param name="indices">The block's images, at most as many as there are lanes.</param>
    /// <param name="losses">Receives each image's loss, in nats.</param>
    /// <param name="predictions">Receives each image's most probable class, or is empty.</param>
    /// <returns>How many images are misclassified.</returns>
    public int Measure(
        int block, ImageSet images, ReadOnlySpan<int> indices, Span<double> losses, Span<byte> predictions)
    {
        Exponentiate(block);
        float* z = logits.Values(block);
        int errors = 0;
        for (int lane = 0; lane < indices.Length; lane++)
        {
            int label = images.Labels[indices[lane]], predicted = MostProbable(z + lane);
            losses[lane] = PortableMath.Log(sums[lane]) - ((double)z[(label * TLane.Count) + lane] - largest[lane]);
            if (predicted != label)
                errors++;
            if (!predictions.IsEmpty)
                predictions[lane] = (byte)predicted;
        }

        return errors;
    }

    /// <summary>Writes the gradient by the logits after <see cref="Measure"/>; lanes without an image get 0.</summary>
    public void Differentiate(int block, ImageSet images, ReadOnlySpan<int> indices, int batch)
    {
        float* gradient = logits.Gradients(block);
        TLane sum = TLane.Load(sums), scale = TLane.Broadcast(1f / batch);
        for (int i = 0; i < classes; i++)
            (TLane.Load(probabilities + (i * TLane.Count)) / sum).Store(gradient + (i * TLane.Count));
        for (int lane = 0; lane < indices.Length; lane++)
            gradient[(images.Labels[indices[lane]] * TLane.Count) + lane] -= 1f;
        for (int i = 0; i < classes; i++)
        {
            float* row = gradient + (i * TLane.Count);
            (TLane.Load(row) * scale).Store(row);
            new Span<float>(row + indices.Length, TLane.Count - indices.Length).Clear();
        }
    }

    /// <summary>Class probabilities of one block's images, [image][class].</summary>
    public void Probabilities(int block, int count, Span<float> target)
    {
        Exponentiate(block);
        for (int lane = 0; lane < count; lane++)
        {
            for (int i = 0; i < classes; i++)
                target[(lane * classes) + i] = probabilities[(i * TLane.Count) + lane] / sums[lane];
        }
    }

    private void Exponentiate(int block)
    {
        float* z = logits.Values(block);
        TLane max = TLane.Load(z);
        for (int i = 1; i < classes; i++)
            max = TLane.Max(max, TLane.Load(z + (i * TLane.Count)));
        TLane sum = TLane.Broadcast(0f);
        for (int i = 0; i < classes; i++)
        {
            TLane power = Exponential.Of(TLane.Load(z + (i * TLane.Count)) - max);
            power.Store(probabilities + (i * TLane.Count));
            sum += power;
        }

        max.Store(largest);
        sum.Store(sums);
    }

    private int MostProbable(float* z)
    {
        int best = 0;
        for (int i = 1; i < classes; i++)
        {
            if (z[i * TLane.Count] > z[best * TLane.Count])
                best = i;
        }

        return best;
    }
}
