using System.Text.Json.Nodes;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Data;
using LeNetLab.Inspection;
using LeNetLab.Results;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Answers;

/// <summary>A kernel, and which map it leads to which.</summary>
public sealed record ShownKernel(int Input, int Output, JsonObject Picture);

/// <summary>A convolution's kernels; where input and output have none the connection table has none.</summary>
public sealed record ShownConvolution(string Layer, int Inputs, int Outputs, IReadOnlyList<ShownKernel> Kernels);

/// <summary>What a layer gives for an image.</summary>
public sealed record ShownLayer(string Layer, IReadOnlyList<JsonObject> Maps);

/// <summary>An image, and what a network makes of it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Label">Its class; null of one that was drawn.</param>
/// <param name="Index">Its place among the test images; null of one that was drawn.</param>
/// <param name="Images">How many test images there are; null where none are recorded.</param>
/// <param name="Probabilities">Of each class.</param>
/// <param name="Layers">What each layer gives.</param>
public sealed record ShownActivity(
    JsonObject Image, int? Label, int? Index, int? Images, IReadOnlyList<double> Probabilities,
    IReadOnlyList<ShownLayer> Layers);

/// <summary>Looks into the trained networks of single runs.</summary>
/// <param name="folder">The results folder.</param>
internal sealed class NetworkViews(string folder)
{
    /// <summary>The kernels of a run's network.</summary>
    /// <exception cref="ResultsException">There is no such run, or no network of it.</exception>
    public IReadOnlyList<ShownConvolution> Kernels(HttpRequest request)
    {
        using ResultsReader reader = ResultsReader.Open(folder);
        return [.. Network(reader, request).Network.Convolutions().Select(Shown)];
    }

    /// <summary>
    /// What a run's network makes of <c>image=</c>, one of the test images, or of <c>pixels=</c>, which somebody drew.
    /// </summary>
    /// <exception cref="BadQuestionException">There is no such image.</exception>
    /// <exception cref="ResultsException">There is no such run, no network of it, or no test images.</exception>
    public ShownActivity Activity(HttpRequest request)
    {
        using ResultsReader reader = ResultsReader.Open(folder);
        (TrainedNetwork network, RunSummary run) = Network(reader, request);
        if (DrawnImage.Of(request) is { } drawn)
            return Activity(network, drawn, 0, null);
        ImageSet images = reader.TestImages(run.DatasetSha256) ?? throw new ResultsException(
            $"The test images of {run.Dataset} are not in the database: any make run on it records them.");
        int index = request.Number("image", 0);
        return index < images.Count
            ? Activity(network, images, index, images.Count)
            : throw new BadQuestionException($"image is 0 … {images.Count - 1}, not {index}.");
    }

    private static ShownActivity Activity(TrainedNetwork network, ImageSet images, int index, int? count)
    {
        (IReadOnlyList<LayerView> layers, double[] probabilities) = network.LookAt(images, index);
        return new ShownActivity(
            PixelPicture.Of(images, index).ToJson(), count is null ? null : images.Labels[index],
            count is null ? null : index, count, probabilities,
            [.. layers.Select(layer => new ShownLayer(layer.Layer, Together(layer.Maps)))]);
    }

    private static ShownConvolution Shown(ConvolutionView view)
    {
        IReadOnlyList<JsonObject> pictures = Together([.. view.Kernels.Select(kernel => kernel.Weights)]);
        return new ShownConvolution(
            view.Layer, view.Inputs, view.Outputs,
            [.. view.Kernels.Select((kernel, at) => new ShownKernel(kernel.Input, kernel.Output, pictures[at]))]);
    }

    private static IReadOnlyList<JsonObject> Together(IReadOnlyList<Picture> pictures) =>
        [.. PixelPicture.Together(pictures).Select(picture => picture.ToJson())];

    private static (TrainedNetwork Network, RunSummary Run) Network(ResultsReader reader, HttpRequest request)
    {
        string id = reader.FindRun(request.Part("id"));
        RunSummary run = reader.Run(id);
        TrainedNetwork network = new StoredNetworks(reader).Of(run) ?? throw new ResultsException(
            $"There is no trained network of run {id}: it is not done, it is no network, or its weights are not here.");
        return (network, run);
    }
}
