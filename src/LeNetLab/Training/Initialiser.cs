using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Training;

/// <summary>
/// Draws the first weights. Every block has a stream of its own, so that networks which share a layer share its
/// numbers, whatever else differs between them.
/// </summary>
public static class Initialiser
{
    /// <summary>The first parameters of a network, in its layout.</summary>
    /// <remarks>
    /// A partially connected layer draws for the missing connections too and drops them: full and partial C3 start
    /// from the same standard draws, each scaled by its own fan-in.
    /// </remarks>
    /// <param name="network">Whose parameters.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="gain">What weights (and biases that are drawn) are multiplied by, greater than 0.</param>
    /// <param name="seed">The run's seed.</param>
    public static float[] Draw(Network network, InitialisationKind kind, double gain, long seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gain);
        var values = new float[network.VectorLength];
        foreach (Stage stage in network.Stages)
        {
            if (stage is not { Weights: { } weights, Biases: { } biases })
                continue;
            Span<float> weightValues = values.AsSpan(weights.Offset, weights.Length);
            bool asPublished = kind == InitialisationKind.Paper1998;
            if (stage.Layer is Layer.Pooling pooling && !asPublished)
                weightValues.Fill((float)(0.25 / pooling.Share));
            else
                Fill(weightValues, kind, gain, weights, seed);
            if (asPublished)
                Fill(values.AsSpan(biases.Offset, biases.Length), kind, gain, biases, seed);
            if (stage.Layer is Layer.Convolution convolution)
                DropUnconnected(weightValues, convolution);
        }

        return values;
    }

    private static void Fill(
        Span<float> values, InitialisationKind kind, double gain, ParameterBlock block, long seed)
    {
        SeedStream stream = SeedStream.Open(seed, $"weights/{block.Name}");
        if (kind is InitialisationKind.LecunNormal or InitialisationKind.GlorotNormal or InitialisationKind.HeNormal)
        {
            double deviation = gain * Math.Sqrt(Variance(kind, block));
            foreach (ref float value in values)
                value = (float)(deviation * stream.NextGaussian());
            return;
        }

        double limit = gain
            * (kind == InitialisationKind.Paper1998 ? 2.4 / block.FanIn : Math.Sqrt(3 * Variance(kind, block)));
        foreach (ref float value in values)
            value = (float)stream.NextDouble(-limit, limit);
    }

    private static double Variance(InitialisationKind kind, ParameterBlock block) => kind switch
    {
        InitialisationKind.LecunUniform or InitialisationKind.LecunNormal => 1 / block.FanIn,
        InitialisationKind.GlorotUniform or InitialisationKind.GlorotNormal => 2 / (block.FanIn + block.FanOut),
        InitialisationKind.HeUniform or InitialisationKind.HeNormal => 2 / block.FanIn,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has no variance of its own."),
    };

    private static void DropUnconnected(Span<float> weights, Layer.Convolution convolution)
    {
        ConnectionTable table = convolution.Connections;
        int kernel = convolution.KernelSize * convolution.KernelSize;
        for (int output = 0; output < table.OutputMaps; output++)
        {
            for (int input = 0; input < table.InputMaps; input++)
            {
                if (!table.Connects(input, output))
                    weights.Slice(((output * table.InputMaps) + input) * kernel, kernel).Clear();
            }
        }
    }
}
