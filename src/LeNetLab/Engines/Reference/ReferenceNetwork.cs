using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>Loss and gradient of one image, by the chain rule, layer by layer.</summary>
internal static class ReferenceNetwork
{
    /// <summary>The activations: the input, then each stage's output; the last are the outputs.</summary>
    public static double[][] Forward(Network network, double[] parameters, double[] input)
    {
        var activations = new double[network.Stages.Count + 1][];
        activations[0] = input;
        for (int i = 0; i < network.Stages.Count; i++)
        {
            Stage stage = network.Stages[i];
            activations[i + 1] = ReferenceLayer.Forward(
                stage, activations[i], Part(parameters, stage.Weights), Part(parameters, stage.Biases));
        }

        return activations;
    }

    /// <summary>Softmax of the outputs.</summary>
    public static double[] Probabilities(double[] outputs)
    {
        double max = outputs.Max(), sum = outputs.Sum(z => Math.Exp(z - max));
        return [.. outputs.Select(z => Math.Exp(z - max) / sum)];
    }

    /// <summary>Adds one image's gradient, times <paramref name="scale"/>; returns the gradient by its input.</summary>
    public static double[] AddGradient(
        Network network, double[] parameters, double[][] activations, int label, double scale, double[] gradients)
    {
        double[] delta =
            [.. ReferenceLoss.Gradient(network.Loss, activations[^1], label).Select(slope => slope * scale)];
        for (int i = network.Stages.Count - 1; i >= 0; i--)
        {
            Stage stage = network.Stages[i];
            delta = ReferenceLayer.Backward(
                stage, activations[i], delta, Part(parameters, stage.Weights),
                Part(gradients, stage.Weights), Part(gradients, stage.Biases));
        }

        return delta;
    }

    /// <summary>A block's part of a vector in the network's layout; empty if there is no block.</summary>
    internal static Span<double> Part(double[] vector, ParameterBlock? block) =>
        block is null ? [] : vector.AsSpan(block.Offset, block.Length);
}
