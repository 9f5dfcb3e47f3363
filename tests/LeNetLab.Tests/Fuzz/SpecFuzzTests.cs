using System.Runtime.CompilerServices;
using FsCheck.Fluent;
using LeNetLab.Cli;
using LeNetLab.Specs;
using LeNetLab.Tests.Specs;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class SpecFuzzTests
{
    private static readonly string[] Specs =
    [
        SpecText.Agreed, SpecText.Agreed, SpecText.With(""), SpecText.With("grid: {model.activation: [tanh, relu]}\n"),
        .. Shipped(),
    ];

    private static readonly string[] Pieces =
    [
        ": ", "- ", "\n", "\n  ", "{", "}", "[", "]", ", ", "&a ", "*a", "&a [*a]", "<<: *a", "!!int ", "!", "? ",
        "|\n", ">\n", "#", "'", "\"", "%YAML 1.2\n", "---\n", "...\n", "@", "~", "null", "true", "no", "[[", "{a: ",
        "- - ", "x: &x [1, 1]\n", "y: [*x, *x]\n", "model", "training", "base:\n", "grid:\n", "zip:\n", "variants:\n",
        "exclude:\n", "when:\n", "match: ", "set: ", "seeds: ", "seeds", "dataset: ", "engine: torch\n",
        "tune:\n", "tune: {training.learning_rate: [0.1, 0.2], validation_images: 100}\n", "validation_images: 9",
        "baseline: ", "activation=tanh",
        "model.activation", "model.c3", "training.epochs", "training.batch_size", "training.learning_rate",
        "training.momentum", "relu", "tanh", "leaky_relu", "adam", "cosine", "lenet5-wide",
        "  - {model.activation: relu}\n", "  training.momentum: [0.1, 0.2, 0.3]\n",
        "{model.activation: [tanh, relu]}", "seeds: 1..100000\n",
    ];

    private static readonly string[] Settings =
    [
        "training.epochs=2", "seeds=3", "seeds=[1, 2]", "seeds=1,2,5", "dataset=strokes", "offline_fallback=none",
        "model.activation=relu", "model.pooling=subsampling", "training.learning_rate=0.1", "training.batch_size=16",
        "training.epochs=2 seeds=3", "model.c3=partial training.momentum=0.5 seeds=1",
    ];

    private static readonly string[] SettingPieces =
    [
        "=", "= ", " =", " ", "  ", ",", "..", "[", "]", "seeds=", "seeds", "dataset=", "training.",
        "training.epochs", "model.c3=", "training.learning_rate=", "none", "strokes", "relu", "epochs", "a b c ",
        "a.b=c",
    ];

    [Fact]
    public void Text_is_a_spec_or_refused_by_line_and_column() =>
        new ParserAttack<string>("spec text", text => Parse(text, []), text => text.Length, Quoted)
        {
            NamesPlace = EachLineNamesItsPlace,
            // A few lines may well ask for 100,000 runs.
            FreeBytes = 256 << 20,
            BytesPerUnit = 2_000,
        }.Run(Gen.Frequency((9, TextDamage.Of(Specs, Pieces)), (1, TextDamage.Heap(Pieces))), Shrinking.Text);

    [Fact]
    public void Settings_of_the_command_line_are_taken_or_refused_by_column()
    {
        string spec = SpecText.With("grid: {model.activation: [tanh, relu]}\n");
        new ParserAttack<string>(
            "override text", set => Parse(spec, OverrideText.Split([set])), set => set.Length, Quoted)
        {
            NamesPlace = (refusal, _) =>
                refusal.Split('\n').All(line => line.StartsWith("SET:1:", StringComparison.Ordinal)
                    || line.StartsWith("… and ", StringComparison.Ordinal)),
            FreeBytes = 128 << 20,
            BytesPerUnit = 1_000,
        }.Run(
            Gen.Frequency((4, TextDamage.Of(Settings, SettingPieces)), (1, TextDamage.Heap(SettingPieces))),
            Shrinking.Text);
    }

    private static string? Parse(string text, IReadOnlyList<string> overrides)
    {
        try
        {
            Assert.NotEmpty(SpecReader.Read("x.yaml", text, overrides).Runs);
            return null;
        }
        catch (SpecException refused)
        {
            Assert.NotEmpty(refused.Errors);
            return refused.Message;
        }
    }

    private static bool EachLineNamesItsPlace(string refusal, string text)
    {
        int lines = 1 + text.Count(character => character is '\n' or '\r');
        return refusal.Split('\n').All(line =>
        {
            if (line.StartsWith("… and ", StringComparison.Ordinal))
                return true;
            string[] parts = line.Split(':');
            return parts.Length > 3 && parts[0] == "x.yaml"
                && int.TryParse(parts[1], out int at) && at >= 1 && at <= lines
                && int.TryParse(parts[2], out int column) && column >= 1 && column <= text.Length + 1;
        });
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string[] Shipped([CallerFilePath] string here = "") =>
    [
        .. Directory.GetFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "experiments"), "*.yaml")
            .Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];
}
