using System.Reflection;
using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>The specifications in Templates/, which lack nothing but their data and its order.</summary>
internal static class ChartTemplate
{
    /// <summary>Fills a template.</summary>
    /// <param name="name">The file's, without its ending.</param>
    /// <param name="description">What the chart shows, for who cannot see it.</param>
    /// <param name="looks">
    /// What colours and shapes tell apart, in the order in which it gets them: the same in every chart, whether or not
    /// there are rows of each.
    /// </param>
    /// <param name="datasets">
    /// Each of the template's datasets. Where the template says <c>"sort": null</c>, names have the order of these rows.
    /// </param>
    public static JsonObject Fill(
        string name, string description, IReadOnlyList<string> looks,
        params (string Name, IEnumerable<JsonObject> Rows)[] datasets)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Charts/{name}.vl.json")!;
        JsonObject specification = JsonNode.Parse(file)!.AsObject();
        specification["description"] = description;
        JsonObject places = specification["datasets"]!.AsObject();
        foreach ((string dataset, IEnumerable<JsonObject> rows) in datasets)
            places[dataset] = new JsonArray([.. rows]);
        ChartOrder.Put(specification, looks);
        return specification;
    }
}
