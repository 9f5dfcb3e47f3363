using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>What the squashing layers give over some images, every value kept until the end.</summary>
internal sealed class ReferenceProbe
{
    private readonly (int Index, Stage Stage, Activation Function)[] squashed;
    private readonly List<double[]>[] values;

    public ReferenceProbe(Network network)
    {
        squashed =
        [
            .. network.Stages.Index().Where(stage => stage.Item.Layer is Layer.Squashing)
                .Select(stage => (stage.Index, stage.Item, ((Layer.Squashing)stage.Item.Layer).Function)),
        ];
        values = [.. squashed.Select(_ => new List<double[]>())];
    }

    /// <summary>Adds one image's activations, from <see cref="ReferenceNetwork.Forward"/>.</summary>
    public void Add(double[][] activations)
    {
        for (int i = 0; i < squashed.Length; i++)
            values[i].Add(activations[squashed[i].Index + 1]);
    }

    /// <summary>One for each squashing layer, in order.</summary>
    public IEnumerable<ActivationSummary> Summaries() => squashed.Zip(values, (layer, images) =>
    {
        (double low, double high) = layer.Function.Responsive;
        double[] all = [.. images.SelectMany(image => image)];
        double mean = all.Average();
        int length = layer.Stage.Output.MapLength;
        int dead = Enumerable.Range(0, layer.Stage.Output.Maps).Count(
            map => images.TrueForAll(image => image.Skip(map * length).Take(length).All(IsSaturated)));
        return new ActivationSummary(
            all.Length, mean, all.Sum(value => (value - mean) * (value - mean)), all.Count(IsSaturated), dead);

        bool IsSaturated(double value) => value < low || value > high;
    });
}
