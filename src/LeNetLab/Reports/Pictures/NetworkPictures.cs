using LeNetLab.Data;
using LeNetLab.Inspection;
using LeNetLab.Results;

namespace LeNetLab.Reports.Pictures;

/// <summary>A trained network to look at: one of the middle of its variant.</summary>
/// <param name="Run">Whose it is.</param>
/// <param name="Convolutions">Its kernels.</param>
/// <param name="Sayings">What it makes of some images.</param>
public sealed record NetworkPictures(
    RunSummary Run, IReadOnlyList<ConvolutionView> Convolutions, IReadOnlyList<Saying> Sayings)
{
    private const string Squashed = ".squash";

    /// <summary>Looks into the network of the run whose test error is a variant's median, or next to it.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="networks">Gives a run's network; null where there is none.</param>
    /// <param name="images">The test images.</param>
    /// <param name="shown">Which of them it is asked about.</param>
    /// <returns>Null where no run of the variant has a network.</returns>
    public static NetworkPictures? Of(
        VariantSummary variant, Func<RunSummary, TrainedNetwork?> networks, ImageSet images, IReadOnlyList<int> shown)
    {
        ArgumentNullException.ThrowIfNull(variant);
        foreach (RunSummary run in FromTheMiddle(variant))
        {
            if (networks(run) is not { } network)
                continue;
            return new NetworkPictures(
                run, network.Convolutions(), [.. shown.Select(index => Ask(network, images, index))]);
        }

        return null;
    }

    /// <summary>The runs that are done, the median of their test errors first, those farthest from it last.</summary>
    internal static IEnumerable<RunSummary> FromTheMiddle(VariantSummary variant)
    {
        RunSummary[] done =
            [.. variant.Runs.Where(run => run.TestErrorPct is not null).OrderBy(run => run.TestErrorPct)];
        int middle = (done.Length - 1) / 2;
        return Enumerable.Range(0, done.Length).OrderBy(i => Math.Abs(i - middle)).Select(i => done[i]);
    }

    private static Saying Ask(TrainedNetwork network, ImageSet images, int index)
    {
        (IReadOnlyList<LayerView> layers, double[] probabilities) = network.LookAt(images, index);
        HashSet<string> squashed =
            [.. layers.Where(layer => layer.Layer.EndsWith(Squashed, StringComparison.Ordinal)).Select(Plain)];
        return new Saying(
            new Digit(index, images.Labels[index], PixelPicture.Of(images, index)), probabilities,
            [
                .. layers.Where(layer => layer.Layer != Plain(layer) || !squashed.Contains(layer.Layer))
                    .Select(layer => layer with { Layer = Plain(layer) }),
            ]);
    }

    private static string Plain(LayerView layer) => layer.Layer.Replace(Squashed, "", StringComparison.Ordinal);
}

/// <summary>What one network makes of one image.</summary>
/// <param name="Digit">The image.</param>
/// <param name="Probabilities">Of each class.</param>
/// <param name="Layers">What each layer gives, squashed where it is; the paper's names.</param>
public sealed record Saying(Digit Digit, IReadOnlyList<double> Probabilities, IReadOnlyList<LayerView> Layers)
{
    /// <summary>The classes, the likeliest first.</summary>
    public IReadOnlyList<int> Ranking =>
        [.. Enumerable.Range(0, Probabilities.Count).OrderByDescending(digit => Probabilities[digit])];
}
