using System.Text.Json.Nodes;

namespace LeNetLab.Reports.Charts;

/// <summary>A picture of figures, as a Vega-Lite specification that holds its data.</summary>
/// <param name="Name">Lower-case letters and dashes; names its files.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">The same in a sentence or two, for who cannot see it.</param>
/// <param name="Specification">Vega-Lite 6.</param>
public sealed record Chart(string Name, string Title, string Description, JsonObject Specification)
{
    /// <summary>The same, with more to say of it.</summary>
    /// <param name="note">Sentences, with a space before them; may be empty.</param>
    public Chart With(string note)
    {
        JsonObject specification = Specification.DeepClone().AsObject();
        specification["description"] = Description + note;
        return this with { Description = Description + note, Specification = specification };
    }
}
