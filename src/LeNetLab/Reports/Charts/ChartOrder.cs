using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>
/// The order of names in a chart, said outright wherever its template says <c>"sort": null</c>: left to itself, Vega-Lite
/// keeps that of the rows on axes, and takes the alphabet's for panels.
/// </summary>
internal static class ChartOrder
{
    // Of a legend, and of a name in it at 12 pixels a line as who draws without a font takes it to be.
    private const double LegendWidth = 760, SymbolWidth = 30, LetterWidth = 9.6;

    // Channels that give each name a look.
    private static readonly string[] Looking = ["color", "shape"];

    /// <summary>Puts names in order, and gives each legend as many columns as its names leave room for.</summary>
    /// <param name="specification">With its data; axes and panels have the order of their rows.</param>
    /// <param name="looks">What gets the first colour and shape, the second, …; legends name those that have rows.</param>
    public static void Put(JsonObject specification, IReadOnlyList<string> looks)
    {
        JsonObject[] rows =
        [
            .. specification["datasets"]!.AsObject().SelectMany(dataset => dataset.Value!.AsArray())
                .Select(row => row!.AsObject()),
        ];
        foreach ((JsonObject channel, string key) in Channels(specification, "").ToArray())
        {
            string[] names = Names(rows, channel["field"]!.GetValue<string>());
            if (Looking.Contains(key))
                PutLooks(channel, looks, [.. looks.Intersect(names)]);
            else
                channel["sort"] = ArrayOf(names);
        }
    }

    private static void PutLooks(JsonObject channel, IReadOnlyList<string> looks, string[] shown)
    {
        channel.Remove("sort");
        channel["scale"] = new JsonObject { ["domain"] = ArrayOf(looks) };
        if (channel["legend"] is not JsonObject legend)
            return;
        double name = SymbolWidth + (LetterWidth * shown.Max(name => name.Length));
        legend["columns"] = Math.Clamp((int)(LegendWidth / name), 1, legend["columns"]!.GetValue<int>());
        if (shown.Length < looks.Count)
            legend["values"] = ArrayOf(shown);
    }

    // A condition's channel is that which it stands in.
    private static IEnumerable<(JsonObject Channel, string Key)> Channels(JsonNode? node, string key) => node switch
    {
        JsonObject part => [
            .. part.TryGetPropertyValue("sort", out JsonNode? sort) && sort is null ? new[] { (part, key) } : [],
            .. part.Where(inner => inner.Key != "datasets")
                .SelectMany(inner => Channels(inner.Value, inner.Key == "condition" ? key : inner.Key)),
        ],
        JsonArray parts => parts.SelectMany(inner => Channels(inner, key)),
        _ => [],
    };

    private static string[] Names(JsonObject[] rows, string field) =>
        [.. rows.Select(row => row[field]?.GetValue<string>()).OfType<string>().Distinct()];

    private static JsonArray ArrayOf(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
