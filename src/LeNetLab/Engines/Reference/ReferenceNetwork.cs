using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>Loss and gradient of one image, by the chain rule, layer by layer.</summary>
internal static class ReferenceNetwork
{
    /// <summary>The activations: the input, then each stage's output; the last are the logits.</summary>
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

    /// <summary>Cross-entropy of the label under the softmax of the logits, in nats.</summary>
    public static double Loss(double[] logits, int label)
    {
        double max = logits.Max();
        return Math.Log(logits.Sum(z => Math.Exp(z - max))) - (logits[label] - max);
    }

    /// <summary>Softmax of the logits.</summary>
    public static double[] Probabilities(double[] logits)
    {
        double max = logits.Max(), sum = logits.Sum(z => Math.Exp(z - max));
        return [.. logits.Select(z => Math.Exp(z - max) / sum)];
    }

    /// <summary>Adds one image's gradient, times <paramref name="scale"/>; returns the gradient by its input.</summary>
    public static double[] AddGradient(
        Network network, double[] parameters, double[][] activations, int label, double scale, double[] gradients)
    {
        double[] delta = [.. Probabilities(activations[^1]).Select((p, i) => (p - (i == label ? 1 : 0)) * scale)];
        for (int i = network.Stages.Count - 1; i >= 0; i--)
        {
            Stage stage = network.Stages[i];
            delta = ReferenceLayer.Backward(
                stage, activations[i], delta, Part(parameters, stage.Weights),
                Part(gradients, stage.Weights), Part(gradients, stage.Biases));
        }

        return delta;
    }

    private static Span<double> Part(double[] vector, ParameterBlock? block) =>
        block is null ? [] : vector.AsSpan(block.Offset, block.Length);
}
