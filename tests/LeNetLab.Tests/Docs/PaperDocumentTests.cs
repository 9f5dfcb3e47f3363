using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Tests.Specs;

namespace LeNetLab.Tests.Docs;

/// <summary>Holds docs/lenet5-1998.md against the program.</summary>
public sealed partial class PaperDocumentTests
{
    [Fact]
    public void The_table_of_layers_is_the_networks()
    {
        string path = Document("docs/lenet5-1998.md");
        string page = File.ReadAllText(path);
        Match table = Layers().Match(page);
        Assert.True(table.Success, "docs/lenet5-1998.md has lost the marks around the table of layers.");
        string current = page.Replace(table.Value, $"{table.Groups["begin"]}\n{Table()}{table.Groups["end"]}");

        if (Golden.IsUpdating)
            File.WriteAllText(path, current);
        else
            Assert.Equal(current, page);
    }

    private static string Table()
    {
        ModelSpec model = SpecReader.Read("x.yaml", SpecText.With("base: {model: {preset: lenet5-1998}}"), [])
            .Runs[0].Model;
        Network network = LeNet5.Build(model);
        var text = new StringBuilder("| layer | gives | trainable parameters | connections |\n|---|---|---:|---:|\n");
        foreach (Stage stage in network.Stages.Where(stage => stage.Connections > 0))
        {
            int parameters = (stage.Weights?.Trainable ?? 0) + (stage.Biases?.Trainable ?? 0);
            text.Append($"| {stage.Layer.Name} | {stage.Output} | {parameters:N0} | {stage.Connections:N0} |\n");
        }

        return text.Append($"| all | | {network.ParameterCount:N0} | {network.Connections:N0} |\n").ToString();
    }

    private static string Document(string name, [CallerFilePath] string testFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, "../../..", name));

    [GeneratedRegex(
        "(?<begin><!-- layers:.*-->)\n(?<table>[^<]*)(?<end><!-- end of layers -->)", RegexOptions.ExplicitCapture)]
    private static partial Regex Layers();
}
