using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeNetLab.Inspection;
using LeNetLab.Reports.Pictures;

namespace LeNetLab.Reports.Html;

/// <summary>
/// The pictures of a part of a page: canvases, and once for all of them the pixels that they are painted of.
/// </summary>
internal sealed class PictureBoard
{
    // Of a page on a screen; beyond it the canvas shrinks.
    private const int PageWidth = 900;

    private readonly List<JsonArray> mosaics = [];
    private readonly Dictionary<int, int> digits = [];

    /// <summary>A canvas for a test image, which may be shown many times.</summary>
    /// <param name="digit">The image.</param>
    /// <param name="label">What it shows, for who cannot see it.</param>
    public string Canvas(Digit digit, string label)
    {
        if (!digits.TryGetValue(digit.Index, out int index))
            digits.Add(digit.Index, index = Add([[digit.Image]]));
        return Canvas(index, 2, label);
    }

    /// <summary>A canvas for pictures in rows.</summary>
    /// <param name="rows">Null for a place without a picture.</param>
    /// <param name="label">What they show, for who cannot see it.</param>
    public string Canvas(IReadOnlyList<IReadOnlyList<PixelPicture?>> rows, string label)
    {
        PixelPicture first = rows.SelectMany(row => row).OfType<PixelPicture>().First();
        int width = rows.Max(row => row.Count) * (first.Columns + 1);
        int zoom = first switch { { Columns: <= 6 } => 6, { Rows: 1 } => 6, { Columns: <= 10 } => 4, _ => 2 };
        return Canvas(Add(rows), Math.Clamp(PageWidth / width, 1, zoom), label);
    }

    /// <summary>The pixels of all of them.</summary>
    public string Script()
    {
        string json = new JsonArray([.. mosaics]).ToJsonString(JsonSerializerOptions.Default);
        return $"<script type=\"application/json\" class=\"mosaics\">{json}</script>\n";
    }

    private int Add(IReadOnlyList<IReadOnlyList<PixelPicture?>> rows)
    {
        mosaics.Add([.. rows.Select(row => new JsonArray([.. row.Select(picture => picture?.ToJson())]))]);
        return mosaics.Count - 1;
    }

    private static string Canvas(int index, int zoom, string label) =>
        $"<canvas class=\"pixels\" data-picture=\"{index}\" data-zoom=\"{zoom}\" role=\"img\" "
        + $"aria-label=\"{HtmlEncoder.Default.Encode(label)}\"></canvas>";
}
