using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

/// <summary>Whatever the text: a spec, or errors that point into it. Never another exception, never a hang.</summary>
public sealed class HostileSpecTests
{
    private static readonly string[] Pieces =
    [
        ":", ": ", "- ", "\n", "\n  ", "\n    ", "\t", "{", "}", "[", "]", ",", "&a ", "*a", "!!int ", "!", "<<: *a",
        "? ", "|\n", ">\n", "#", "'", "\"", "\\", "%YAML 1.2\n", "---\n", "...\n", "@", "`", "~", "null", "true",
        ".nan", "-.inf", "1e999", "-1", "0", "99999999999999999999", "0x10", "é", "\u2028", "\u0085", "\u0000",
        "\uD800", "\uFEFF", "😀", "\r", "model", "training", "model.activation", "training.epochs", "grid", "zip",
        "variants", "when", "match", "set", "seeds",
    ];

    [Fact]
    public void Random_text_is_refused_with_places_inside_of_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsHandled(text ?? ""))
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500));

    [Fact]
    public void Random_pieces_of_yaml_are_handled() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(), IsHandled)
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Mutated_specs_are_handled()
    {
        string[] specs = [SpecText.Agreed, .. Directory.GetFiles(Folder(), "*.yaml").Order().Select(File.ReadAllText)];
        Gen<string> mutated =
            from spec in Gen.Elements(specs)
            from edits in Gen.Three(Gen.Zip(Gen.Choose(0, 2000), Gen.Zip(Gen.Choose(0, 30), Gen.Elements(Pieces))))
            select Mutate(Mutate(Mutate(spec, edits.Item1), edits.Item2), edits.Item3);
        Prop.ForAll(mutated.ToArbitrary(), IsHandled).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1500));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("&a ")]
    [InlineData("!t ")]
    [InlineData("[a, ")]
    [InlineData("a\n")]
    [InlineData("*a\n")]
    [InlineData("a: 1\n")]
    [InlineData("'")]
    [InlineData("\"\\")]
    [InlineData("\t")]
    [InlineData("\r")]
    [InlineData("{a: 1}, ")]
    [InlineData("<<: ")]
    [InlineData("%A ")]
    [InlineData("|\n ")]
    public void A_megabyte_of_one_thing_is_refused_soon(string piece)
    {
        var text = new StringBuilder("base: ");
        while (text.Length + piece.Length < SpecFile.MaxLength)
            text.Append(piece);

        Assert.True(IsHandled(text.ToString()));
        Assert.True(IsHandled(text.ToString()[6..]));
    }

    // Found by the mutations above.
    [Fact]
    public void The_name_of_a_variant_is_printed_without_its_control_characters()
    {
        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read(
            "x.yaml",
            "name: a\nquestion: b\ndataset: strokes\nseeds: 1\nbase:\n  model: {preset: lenet5}\n"
            + "variants:\n  fine: {}\n  con\tolved: {model.hidden: 300}\n",
            []));

        Assert.Contains("(in the cell `con\\tolved`)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\t', refused.Message);
    }

    [Fact]
    public void More_than_a_mebibyte_is_refused_unparsed()
    {
        SpecException refused = Assert.Throws<SpecException>(
            () => SpecReader.Read("x.yaml", new string('#', SpecFile.MaxLength + 1), []));

        Assert.Equal("x.yaml:1:1: is larger than 1 MiB; a spec is a page of text", refused.Message);
    }

    [Fact]
    public void A_mistake_in_each_of_many_lines_is_counted_after_the_fiftieth()
    {
        string keys = string.Concat(Enumerable.Range(0, 1000).Select(i => $"key{i}: 1\n"));

        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read("x.yaml", SpecText.With(keys), []));

        Assert.Equal(1000, refused.Errors.Count);
        Assert.Equal(51, refused.Message.Split('\n').Length);
        Assert.EndsWith("\n… and 950 more", refused.Message);
    }

    [Fact]
    public void Random_overrides_are_handled() => Prop.ForAll(
        Gen.Elements<string>([.. Pieces, "=", "=", "=2", "model.pooling=", "training.batch_size=", "offline_fallback="])
            .ListOf().Select(string.Concat).ListOf().ToArbitrary(),
        overrides =>
        {
            try
            {
                SpecReader.Read("x.yaml", SpecText.Agreed, [.. overrides]);
            }
            catch (SpecException refused)
            {
                int length = string.Join(' ', overrides).Length;
                Assert.All(refused.Errors, error => Assert.InRange(error.Column, 1, length + 1));
                Assert.All(refused.Errors, error => Assert.Equal(("SET", 1), (error.File, error.Line)));
            }
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300).WithEndSize(8));

    private static bool IsHandled(string text)
    {
        try
        {
            SpecReader.Read("x.yaml", text, []);
        }
        catch (SpecException refused)
        {
            string[] lines = text.TrimStart('\uFEFF').Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
            Assert.NotEmpty(refused.Errors);
            Assert.All(refused.Errors, error =>
            {
                Assert.InRange(error.Line, 1, lines.Length);
                Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
                Assert.DoesNotContain(error.Message, char.IsControl);
            });
        }

        return true;
    }

    private static string Mutate(string spec, (int Position, (int Length, string Piece) Edit) edit)
    {
        int start = edit.Position % (spec.Length + 1);
        int end = Math.Min(spec.Length, start + (edit.Edit.Length % 7));
        return spec[..start] + edit.Edit.Piece + spec[end..];
    }

    private static string Folder([CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "Broken");
}
