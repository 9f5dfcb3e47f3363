using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;

namespace LeNetLab.Training;

/// <summary>
/// Watches one run's layers from epoch to epoch: how large gradients and weights are, how far an epoch moves them, what
/// comes out of the squashing functions. It looks only between passes, and changes nothing.
/// </summary>
internal sealed class LayerWatch
{
    /// <summary>
    /// Images that are looked at: enough for shares and norms that can be told apart, and under half a hundredth of an
    /// epoch of MNIST.
    /// </summary>
    public const int ProbeImages = 256;

    private readonly Stage[] layers;
    private readonly int[] squashings;
    private readonly ImageSet images;
    private readonly ReadOnlyMemory<int> probe;
    private readonly ActivationSummary[] activations;
    private readonly float[] gradients;
    private float[] before, now;

    /// <param name="network">The run's network.</param>
    /// <param name="images">The set that <paramref name="probe"/> points into.</param>
    /// <param name="probe">The images to look at, the same after every epoch.</param>
    public LayerWatch(Network network, ImageSet images, ReadOnlyMemory<int> probe)
    {
        this.images = images;
        this.probe = probe;
        (int Index, Stage Stage)[] stages = [.. network.Stages.Index().Where(stage => stage.Item.Weights is not null)];
        layers = [.. stages.Select(stage => stage.Stage)];
        squashings = [.. stages.Select(stage => SquashingAfter(network, stage.Index))];
        activations = new ActivationSummary[network.Stages.Count(stage => stage.Layer is Layer.Squashing)];
        gradients = new float[network.VectorLength];
        before = new float[network.VectorLength];
        now = new float[network.VectorLength];
    }

    /// <summary>The weights before the first epoch to come.</summary>
    public void Begin(ILearner learner) => learner.ReadParameters(before);

    /// <inheritdoc cref="Begin(ILearner)"/>
    public void Begin(IGroupLearner group, int run) => group.ReadParameters(run, before);

    /// <summary>What the epoch that is over left.</summary>
    public LayerResults Look(ILearner learner)
    {
        learner.ReadParameters(now);
        var shows = learner as ILayerProbe;
        shows?.Probe(images, probe.Span, gradients, activations);
        return Results(shows is not null);
    }

    /// <inheritdoc cref="Look(ILearner)"/>
    public LayerResults Look(IGroupLearner group, int run)
    {
        group.ReadParameters(run, now);
        var shows = group as IGroupLayerProbe;
        shows?.Probe(run, images, probe.Span, gradients, activations);
        return Results(shows is not null);
    }

    /// <summary>
    /// The place among the squashings of the one that a layer's values go through; −1 if they go through none.
    /// </summary>
    private static int SquashingAfter(Network network, int stage) =>
        stage + 1 < network.Stages.Count && network.Stages[stage + 1].Layer is Layer.Squashing
            ? network.Stages.Take(stage + 1).Count(earlier => earlier.Layer is Layer.Squashing)
            : -1;

    private LayerResults Results(bool shown)
    {
        var rows = new LayerResult[layers.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            ActivationSummary? given = shown && squashings[i] >= 0 ? activations[squashings[i]] : null;
            rows[i] = new LayerResult(
                i + 1, layers[i].Layer.Name, layers[i].Output.Maps,
                shown ? Norm(layers[i], gradients, null) : null, Norm(layers[i], now, null),
                Norm(layers[i], now, before), given?.Mean, given?.StandardDeviation, given?.SaturatedFraction,
                given?.DeadUnits);
        }

        (before, now) = (now, before);
        return new LayerResults(rows);
    }

    /// <summary>Of a layer's part of a vector, or of its distance from that of another; added in order.</summary>
    private static double Norm(Stage layer, float[] vector, float[]? from)
    {
        double sum = 0;
        foreach (ParameterBlock block in new[] { layer.Weights!, layer.Biases! })
        {
            for (int i = block.Offset; i < block.Offset + block.Length; i++)
            {
                double value = from is null ? vector[i] : (double)vector[i] - from[i];
                sum += value * value;
            }
        }

        return Math.Sqrt(sum);
    }
}
