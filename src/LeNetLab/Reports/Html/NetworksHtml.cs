using System.Text;
using LeNetLab.Inspection;
using LeNetLab.Naming;
using LeNetLab.Reports.Pictures;

namespace LeNetLab.Reports.Html;

/// <summary>The part of a page that shows the insides of networks: kernels, connections, feature maps.</summary>
/// <param name="networks">One of each variant.</param>
/// <param name="board">Takes the pixels.</param>
internal sealed class NetworksHtml(IReadOnlyList<NetworkPictures> networks, PictureBoard board)
{
    private const int MapsInARow = 16;

    // Of the images that a network was asked about: a 4, an 8, and the hardest.
    private static readonly int[] Looked = [4, 8, 10];

    /// <summary>Where a network comes from.</summary>
    public static string Origin(NetworkPictures network) =>
        $"of {PicturesHtml.Code(network.Run.Variant)} run {PicturesHtml.Code(network.Run.RunId)} "
        + $"(seed {network.Run.Seed}, test error {Figures.Error(network.Run.TestErrorPct)} %)";

    /// <summary>Kernels and feature maps; nothing where no variant is a network.</summary>
    public string Parts()
    {
        var html = new StringBuilder();
        NetworkPictures[] convolutional = [.. networks.Where(network => network.Convolutions.Count > 0)];
        if (convolutional.Length > 0)
        {
            html.Append("<h3>Kernels</h3>\n<p>Of the same networks: blue is below 0, orange above, and the strongest "
                + "colour of a layer is its largest weight, given beside it. A row for each map that is read, a column "
                + "for each map that is made; grey is where there is no connection.</p>\n");
            html.AppendJoin("", convolutional.Select((network, i) => Details(network, i == 0, Kernels(network))));
        }

        if (networks.Count > 0)
        {
            html.Append("<h3>Feature maps</h3>\n<p>What each layer makes of three images, squashed where the layer is. "
                + "Blue is below 0, orange above, the strongest colour the largest magnitude of the layer, given beside "
                + "it.</p>\n");
            html.AppendJoin("", networks.Select((network, i) => Details(network, i == 0, FeatureMaps(network))));
        }

        return html.ToString();
    }

    private static string Details(NetworkPictures network, bool open, string content) =>
        $"<details{(open ? " open" : "")}>\n<summary>{PicturesHtml.Code(network.Run.Variant)}</summary>\n"
        + $"{content}</details>\n";

    private string Kernels(NetworkPictures network)
    {
        var html = new StringBuilder();
        foreach (ConvolutionView convolution in network.Convolutions)
        {
            Picture[] weights = [.. convolution.Kernels.Select(kernel => kernel.Weights)];
            Dictionary<(int, int), PixelPicture> byPlace = convolution.Kernels.Zip(PixelPicture.Together(weights))
                .ToDictionary(kernel => (kernel.First.Input, kernel.First.Output), kernel => kernel.Second);
            IReadOnlyList<IReadOnlyList<PixelPicture?>> rows =
            [
                .. Enumerable.Range(0, convolution.Inputs).Select(input => Enumerable.Range(0, convolution.Outputs)
                    .Select(output => byPlace.GetValueOrDefault((input, output))).ToArray()),
            ];
            string what = $"{convolution.Layer}: {convolution.Kernels.Count} kernels from {convolution.Inputs} to "
                + $"{Counted.Of(convolution.Outputs, "map")}";
            html.Append($"<figure>{board.Canvas(rows, what)}<figcaption>{what}; largest weight {Largest(weights)}."
                + $"</figcaption></figure>\n{Connections(convolution)}");
        }

        return html.ToString();
    }

    private static string Connections(ConvolutionView convolution)
    {
        if (convolution.Kernels.Count == convolution.Inputs * convolution.Outputs)
            return convolution.Inputs == 1 ? "" : $"<p>Every map of {convolution.Layer} reads every map before it.</p>\n";
        HashSet<(int, int)> connected = [.. convolution.Kernels.Select(kernel => (kernel.Input, kernel.Output))];
        var html = new StringBuilder($"""
            {MarkdownHtml.Scroll}<table class="connections fixed">
            <caption>Which maps (rows) each map of {convolution.Layer} (columns) reads</caption>
            <thead><tr><th scope="col">map</th>
            """);
        html.AppendJoin("", Enumerable.Range(0, convolution.Outputs).Select(map => $"<th scope=\"col\">{map}</th>"))
            .Append("</tr></thead>\n<tbody>\n");
        for (int input = 0; input < convolution.Inputs; input++)
        {
            html.Append($"<tr><th scope=\"row\">{input}</th>").AppendJoin("", Enumerable.Range(0, convolution.Outputs)
                .Select(output => connected.Contains((input, output)) ? "<td>X</td>" : "<td></td>")).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table></div>\n").ToString();
    }

    private string FeatureMaps(NetworkPictures network)
    {
        var html = new StringBuilder();
        foreach (Saying saying in Looked.Where(i => i < network.Sayings.Count).Select(i => network.Sayings[i]))
        {
            string image = $"test image {saying.Digit.Index}, a {saying.Digit.Label}";
            html.Append($"<figure class=\"layers\"><figcaption>{char.ToUpperInvariant(image[0])}{image[1..]}, said to be "
                + $"{saying.Ranking[0]}</figcaption>\n<dl>\n<dt>input</dt><dd>{board.Canvas(saying.Digit, image)}</dd>\n");
            foreach (LayerView layer in saying.Layers)
            {
                PixelPicture[][] rows = [.. PixelPicture.Together(layer.Maps).Chunk(MapsInARow)];
                html.Append($"<dt>{layer.Layer}<small>{Largest(layer.Maps)}</small></dt><dd>"
                    + board.Canvas(rows, $"{layer.Layer} of {image}: {Count(layer)}") + "</dd>\n");
            }

            html.Append("</dl></figure>\n");
        }

        return html.ToString();
    }

    private static string Count(LayerView layer) => layer.Maps[0].Rows == 1
        ? Counted.Of(layer.Maps[0].Columns, "unit")
        : $"{Counted.Of(layer.Maps.Count, "map")} of {layer.Maps[0].Rows}×{layer.Maps[0].Columns}";

    private static string Largest(IEnumerable<Picture> pictures) => pictures.SelectMany(picture => picture.Values)
        .Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty().Max().ToString("0.###");
}
