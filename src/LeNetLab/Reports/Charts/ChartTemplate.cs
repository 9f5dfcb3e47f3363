using System.Reflection;
using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>The specifications in Templates/, which lack nothing but their data.</summary>
internal static class ChartTemplate
{
    /// <summary>Fills a template.</summary>
    /// <param name="name">The file's, without its ending.</param>
    /// <param name="description">What the chart shows, for who cannot see it.</param>
    /// <param name="datasets">Each of the template's datasets.</param>
    public static JsonObject Fill(
        string name, string description, params (string Name, IEnumerable<JsonObject> Rows)[] datasets)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Charts/{name}.vl.json")!;
        JsonObject specification = JsonNode.Parse(file)!.AsObject();
        specification["description"] = description;
        JsonObject places = specification["datasets"]!.AsObject();
        foreach ((string dataset, IEnumerable<JsonObject> rows) in datasets)
            places[dataset] = new JsonArray([.. rows]);
        return specification;
    }
}
