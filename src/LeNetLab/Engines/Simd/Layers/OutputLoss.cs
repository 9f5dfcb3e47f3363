using LeNetLab.Data;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// The loss over a network's outputs; <see cref="Loss"/> has the formulas. With s = Σ e^(z(i) − max), which for MAP has
/// the class of no digit among its terms:
/// <list type="bullet">
/// <item>cross-entropy, MAP: L = log s − (z(label) − max), dL/dz(i) = (e^(z(i) − max)/s − [i = label]) / batch</item>
/// <item>MSE: L = −z(label), dL/dz(i) = −[i = label] / batch</item>
/// </list>
/// </summary>
/// <param name="outputs">What the network's last layer gives.</param>
/// <param name="network">The network, for its loss.</param>
/// <param name="arena">Where the memory comes from.</param>
internal sealed unsafe class OutputLoss<TLane>(Tensor outputs, Network network, Arena arena)
    where TLane : struct, ILane<TLane>
{
    private readonly int classes = outputs.Shape.Maps;
    private readonly bool isMse = network.Loss is Loss.Mse;
    private readonly bool isOfDistances = network.Stages[^1].Layer is Layer.RbfOutput;
    private readonly float? otherClass = network.Loss is Loss.Map map ? (float)-map.J : null;
    private readonly float* powers = arena.Floats((long)outputs.Shape.Maps * TLane.Count);
    private readonly float* largest = arena.Floats(TLane.Count);
    private readonly float* sums = arena.Floats(TLane.Count);

    /// <summary>Measures one block's images.</summary>
    /// <param name="block">The block.</param>
    /// <param name="images">The set.</param>
    /// <param name="indices">The block's images, at most as many as there are lanes.</param>
    /// <param name="losses">Receives each image's loss.</param>
    /// <param name="predictions">Receives each image's most probable class, or is empty.</param>
    /// <returns>How many images are misclassified.</returns>
    public int Measure(
        int block, ImageSet images, ReadOnlySpan<int> indices, Span<double> losses, Span<byte> predictions)
    {
        Exponentiate(block, otherClass);
        float* z = outputs.Values(block);
        int errors = 0;
        for (int lane = 0; lane < indices.Length; lane++)
        {
            int label = images.Labels[indices[lane]], predicted = MostProbable(z + lane);
            double right = z[(label * TLane.Count) + lane];
            losses[lane] = isMse ? -right : PortableMath.Log(sums[lane]) - (right - largest[lane]);
            if (predicted != label)
                errors++;
            if (!predictions.IsEmpty)
                predictions[lane] = (byte)predicted;
        }

        return errors;
    }

    /// <summary>Writes the gradient by the outputs after <see cref="Measure"/>; lanes without an image get 0.</summary>
    public void Differentiate(int block, ImageSet images, ReadOnlySpan<int> indices, int batch)
    {
        float* gradient = outputs.Gradients(block);
        TLane scale = TLane.Broadcast(1f / batch);
        WritePosterior(gradient);
        for (int lane = 0; lane < indices.Length; lane++)
            gradient[(images.Labels[indices[lane]] * TLane.Count) + lane] -= 1f;
        for (int i = 0; i < classes; i++)
        {
            float* row = gradient + (i * TLane.Count);
            (TLane.Load(row) * scale).Store(row);
            new Span<float>(row + indices.Length, TLane.Count - indices.Length).Clear();
        }
    }

    /// <summary>
    /// Writes in the place of the gradient the curvature p(i)·(1 − p(i)) by each logit, p the posterior; for radial
    /// basis functions p itself, from which their layer has the curvature by what it compares. Lanes without an image
    /// get a posterior that is certain: there every loss is flat.
    /// </summary>
    public void Curvature(int block, int count)
    {
        Exponentiate(block, otherClass);
        float* target = outputs.Gradients(block);
        WritePosterior(target);
        for (int i = 0; i < classes; i++)
        {
            float* row = target + (i * TLane.Count);
            new Span<float>(row + count, TLane.Count - count).Fill(i == 0 ? 1f : 0f);
            if (!isOfDistances)
                (TLane.Load(row) * (TLane.Broadcast(1f) - TLane.Load(row))).Store(row);
        }
    }

    /// <summary>Class probabilities of one block's images, [image][class].</summary>
    public void Probabilities(int block, int count, Span<float> target)
    {
        Exponentiate(block, null);
        for (int lane = 0; lane < count; lane++)
        {
            for (int i = 0; i < classes; i++)
                target[(lane * classes) + i] = powers[(i * TLane.Count) + lane] / sums[lane];
        }
    }

    /// <summary>What each class has of the probability that the loss pushes to the right one; with MSE none.</summary>
    private void WritePosterior(float* target)
    {
        TLane sum = TLane.Load(sums);
        for (int i = 0; i < classes; i++)
        {
            TLane share = isMse ? TLane.Broadcast(0f) : TLane.Load(powers + (i * TLane.Count)) / sum;
            share.Store(target + (i * TLane.Count));
        }
    }

    /// <param name="block">The block.</param>
    /// <param name="other">The output of a class beside those of the network, or null.</param>
    private void Exponentiate(int block, float? other)
    {
        float* z = outputs.Values(block);
        TLane max = TLane.Load(z);
        for (int i = 1; i < classes; i++)
            max = TLane.Max(max, TLane.Load(z + (i * TLane.Count)));
        if (other is { } constant)
            max = TLane.Max(TLane.Broadcast(constant), max);
        TLane sum = TLane.Broadcast(0f);
        for (int i = 0; i < classes; i++)
        {
            TLane power = Exponential.Of(TLane.Load(z + (i * TLane.Count)) - max);
            power.Store(powers + (i * TLane.Count));
            sum += power;
        }

        if (other is { } term)
            sum += Exponential.Of(TLane.Broadcast(term) - max);
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
