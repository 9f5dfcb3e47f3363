using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

/// <summary>Expansion against an enumeration that is as plain as can be: nested loops over dictionaries.</summary>
public sealed class SweepExpansionTests
{
    private static readonly string[] Activations = ["sigmoid", "tanh", "scaled_tanh", "relu"];
    private static readonly string[] Poolings = ["average", "max", "subsampling"];
    private static readonly string[] Batches = ["16", "32", "64"];
    private static readonly string[] Rates = ["0.01", "0.02", "0.05"];
    private static readonly string[] Decays = ["0", "0.001", "0.01", "0.1"];

    [Fact]
    public void Expansion_is_brute_force_enumeration() =>
        Prop.ForAll(Sketches().ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300));

    private static bool Agrees(Sketch sketch)
    {
        List<Dictionary<string, string>> cells = Enumerate(sketch);
        bool valid = cells.Count > 0
            && cells.Select(Identity).Distinct().Count() == cells.Count
            && cells.Select(cell => Identity(Named(cell, sketch))).Distinct().Count() == cells.Count;
        ExperimentSpec spec;
        try
        {
            spec = SpecReader.Read("x.yaml", Yaml(sketch), []);
        }
        catch (SpecException) when (!valid)
        {
            return true;
        }

        string[] expected =
        [
            .. from cell in cells
               from seed in Enumerable.Range(1, sketch.Seeds)
               select $"{Identity(cell)} #{seed}",
        ];
        string[] actual = [.. spec.Runs.Select(run => $"{Identity(Settings(run, cells[0]))} #{run.Seed}")];
        return valid && expected.SequenceEqual(actual)
            && spec.Runs.Select(run => run.Variant).Distinct().Count() == cells.Count
            && spec.Runs.All(LabelIsTrue);
    }

    /// <summary>Whatever a label says of a setting is so.</summary>
    private static bool LabelIsTrue(RunSpec run) =>
        run.Variant.Split(", ").Where(part => part.Contains('=')).All(part =>
            run.Settings.Any(setting => $"{setting.Path[(setting.Path.IndexOf('.') + 1)..]}={setting.Value}" == part));

    private static List<Dictionary<string, string>> Enumerate(Sketch sketch)
    {
        var cells = new List<Dictionary<string, string>>();
        foreach (string activation in OrDefault(sketch.Activations, "tanh"))
        {
            foreach (string pooling in OrDefault(sketch.Poolings, "average"))
            {
                foreach (int row in Enumerable.Range(0, Math.Max(1, sketch.ZipRows)))
                {
                    foreach (int variant in Enumerable.Range(0, Math.Max(1, sketch.Variants)))
                    {
                        var cell = new Dictionary<string, string>
                        {
                            ["model.activation"] = activation,
                            ["model.pooling"] = pooling,
                            ["training.batch_size"] = sketch.ZipRows > 0 ? Batches[row] : "64",
                            ["training.learning_rate"] = sketch.ZipRows > 0 ? Rates[row] : "0.05",
                            ["training.weight_decay"] = sketch.Variants > 0 ? Decays[variant] : "0",
                            ["training.epochs"] = "8",
                            ["variant"] = sketch.Variants > 0 ? variant.ToString(CultureInfo.InvariantCulture) : "",
                        };
                        if (sketch.Excludes.Any(rule => Matches(rule, cell)))
                            continue;
                        foreach (When when in sketch.Whens)
                        {
                            if (Matches(when.Match, cell))
                                cell[when.Path] = when.Value;
                        }

                        cells.Add(cell);
                    }
                }
            }
        }

        return cells;
    }

    private static string[] OrDefault(string[] values, string byDefault) => values.Length > 0 ? values : [byDefault];

    private static bool Matches(Rule rule, Dictionary<string, string> cell) =>
        cell[rule.Path] == rule.Value && (rule.Path2 is null || cell[rule.Path2] == rule.Value2);

    /// <summary>The settings, without the variant's name: two cells of the same are the same runs.</summary>
    private static string Identity(Dictionary<string, string> cell) =>
        string.Join(' ', cell.Where(pair => pair.Key != "variant").Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>What a label can show: the swept settings, and the variant's name in place of its decay.</summary>
    private static Dictionary<string, string> Named(Dictionary<string, string> cell, Sketch sketch)
    {
        var shown = new Dictionary<string, string> { ["name"] = cell["variant"] };
        if (sketch.Activations.Length > 0)
            shown.Add("activation", cell["model.activation"]);
        if (sketch.Poolings.Length > 0)
            shown.Add("pooling", cell["model.pooling"]);
        if (sketch.ZipRows > 0)
            shown.Add("zip", cell["training.batch_size"] + cell["training.learning_rate"]);
        return shown;
    }

    private static Dictionary<string, string> Settings(RunSpec run, Dictionary<string, string> like) =>
        like.Keys.Where(path => path != "variant")
            .ToDictionary(path => path, path => run.Settings.Single(setting => setting.Path == path).Value);

    private static string Yaml(Sketch sketch)
    {
        var lines = new List<string>
        {
            "name: sketch", "question: Is it the same?", "dataset: strokes", $"seeds: {sketch.Seeds}",
        };
        if (sketch.Activations.Length + sketch.Poolings.Length > 0)
            lines.Add("grid:");
        if (sketch.Activations.Length > 0)
            lines.Add($"  model.activation: [{string.Join(", ", sketch.Activations)}]");
        if (sketch.Poolings.Length > 0)
            lines.Add($"  model.pooling: [{string.Join(", ", sketch.Poolings)}]");
        if (sketch.ZipRows > 0)
        {
            lines.Add($"zip: {{training.batch_size: [{string.Join(", ", Batches.Take(sketch.ZipRows))}],");
            lines.Add($"  training.learning_rate: [{string.Join(", ", Rates.Take(sketch.ZipRows))}]}}");
        }

        if (sketch.Variants > 0)
            lines.Add("variants:");
        lines.AddRange(
            Decays.Take(sketch.Variants).Select((decay, i) => $"  v{i}: {{training.weight_decay: {decay}}}"));
        if (sketch.Excludes.Length > 0)
            lines.Add("exclude:");
        lines.AddRange(sketch.Excludes.Select(rule => $"  - {rule}"));
        if (sketch.Whens.Length > 0)
            lines.Add("when:");
        lines.AddRange(sketch.Whens.Select(when => $"  - {{match: {when.Match}, set: {{{when.Path}: {when.Value}}}}}"));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Sweeps of up to 4 × 3 × 3 × 4 cells, without rules that match nothing: those are refused.</summary>
    private static Gen<Sketch> Sketches()
    {
        Gen<(string, string)> term = Gen.OneOf(
            Gen.Elements(Activations).Select(value => ("model.activation", value)),
            Gen.Elements(Poolings).Select(value => ("model.pooling", value)),
            Gen.Elements(Batches).Select(value => ("training.batch_size", value)),
            Gen.Elements(Decays).Select(value => ("training.weight_decay", value)));
        Gen<Rule> rule =
            from first in term
            from second in term
            from both in Gen.Choose(0, 1)
            select both == 1 && first.Item1 != second.Item1
                ? new Rule(first.Item1, first.Item2, second.Item1, second.Item2)
                : new Rule(first.Item1, first.Item2, null, null);
        Gen<When> when =
            from match in rule
            from set in Gen.OneOf(
                Gen.Elements("1", "2").Select(value => ("training.epochs", value)),
                Gen.Elements("0.3", "0.5").Select(value => ("training.learning_rate", value)),
                Gen.Elements(Activations).Select(value => ("model.activation", value)),
                Gen.Elements(Decays).Select(value => ("training.weight_decay", value)))
            select new When(match, set.Item1, set.Item2);
        Gen<Sketch> sketch =
            from activations in Gen.SubListOf(Activations)
            from poolings in Gen.SubListOf(Poolings)
            from zipRows in Gen.Choose(0, 3)
            from variants in Gen.Choose(0, 4)
            from seeds in Gen.Choose(1, 3)
            from excludes in rule.ListOf()
            from whens in when.ListOf()
            select new Sketch([.. activations], [.. poolings], zipRows, variants, seeds,
                [.. excludes.Take(3)], [.. whens.Take(3)]);
        return sketch.Select(WithoutUnusedRules);
    }

    private static Sketch WithoutUnusedRules(Sketch sketch)
    {
        Sketch bare = sketch with { Excludes = [], Whens = [] };
        List<Dictionary<string, string>> all = Enumerate(bare);
        sketch = sketch with
        {
            Excludes = [.. sketch.Excludes.Where(rule => all.Exists(cell => Matches(rule, cell)))],
        };
        When[] used = [];
        foreach (When when in sketch.Whens)
        {
            if (Enumerate(sketch with { Whens = used }).Exists(cell => Matches(when.Match, cell)))
                used = [.. used, when];
        }

        return sketch with { Whens = used };
    }

    private sealed record Sketch(
        string[] Activations, string[] Poolings, int ZipRows, int Variants, int Seeds, Rule[] Excludes, When[] Whens)
    {
        public override string ToString() => Yaml(this);
    }

    private sealed record When(Rule Match, string Path, string Value);

    private sealed record Rule(string Path, string Value, string? Path2, string? Value2)
    {
        public override string ToString() => $"{{{Path}: {Value}{(Path2 is null ? "" : $", {Path2}: {Value2}")}}}";
    }
}
