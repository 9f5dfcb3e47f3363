using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

/// <summary>Holds docs/specs.md against the program.</summary>
public sealed partial class SettingsReferenceTests
{
    [Fact]
    public void The_table_of_settings_in_the_docs_is_the_program_s()
    {
        string path = Path.Combine(Repository(), "docs", "specs.md");
        string page = File.ReadAllText(path);
        Match table = Table().Match(page);
        Assert.True(table.Success, "docs/specs.md has lost the marks around the table of settings.");
        string current = page.Replace(
            table.Value, $"{table.Groups["begin"]}\n{SettingsReference.Markdown()}{table.Groups["end"]}");

        if (Golden.IsUpdating)
            File.WriteAllText(path, current);
        else
            Assert.Equal(current, page);
    }

    [Fact]
    public void The_examples_in_the_docs_are_read_and_say_what_the_text_says()
    {
        string[] examples = [.. Example().Matches(File.ReadAllText(Path.Combine(Repository(), "docs", "specs.md")))
            .Select(match => match.Groups["yaml"].Value)];
        Assert.Equal(3, examples.Length);

        ExperimentSpec whole = SpecReader.Read("specs.md", examples[0], []);
        ExperimentSpec part = SpecReader.Read("specs.md", SpecText.With(examples[1]), []);
        ExperimentSpec tuned = SpecReader.Read("specs.md", SpecText.With(examples[2]), []);

        Assert.Equal(24, whole.Runs.Count);
        Assert.Equal(
            ["batch_size=16", "batch_size=64", "batch_size=256"], whole.Runs.Select(run => run.Variant).Distinct());
        Assert.Equal((10_000, 3, 2), (
            tuned.Tuning!.Trials.First().Training.ValidationImages, tuned.Tuning.Trials.First().Training.Epochs,
            tuned.Tuning.Trials.Select(trial => trial.Seed).Distinct().Count()));
        Assert.Equal(6, part.Runs.Count);
        Assert.Equal("activation=sigmoid, batch_size=64, learning_rate=0.05, plain", part.Runs[0].Variant);
    }

    [Fact]
    public void Every_default_is_a_value_that_its_setting_takes() => Assert.All(SettingTable.All, setting =>
    {
        if (setting.Default is { } value)
            Assert.Equal(value, setting.Kind.Read(value, out _));
        if (setting.PresetDefault is { } own)
            Assert.Equal(own.Value, setting.Kind.Read(own.Value, out _));
        if (setting.Unsaid is { } unsaid)
            Assert.Equal(unsaid, setting.Kind.Read(unsaid, out _));
    });

    [Fact]
    public void Last_segments_are_unique_so_that_labels_stay_short() => Assert.Equal(
        SettingTable.All.Count, SettingTable.All.Select(setting => setting.Key).Distinct().Count());

    private static string Repository([CallerFilePath] string testFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, "..", "..", ".."));

    [GeneratedRegex(
        "(?<begin><!-- settings:.*-->)\n(?<table>[^<]*)(?<end><!-- end of settings -->)", RegexOptions.ExplicitCapture)]
    private static partial Regex Table();

    [GeneratedRegex("```yaml\n(?<yaml>[^`]*)```", RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
