using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace LeNetLab.Tests.Fuzz;

/// <summary>Damaged texts: good ones after a few edits such as a tired or a hostile author makes.</summary>
internal static partial class TextDamage
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2", "1e999", "-1e999", "1e-999", "0.1", ".5", "5.", "NaN", ".nan", ".inf", "-.inf", "null",
        "0x10", "0o17", "1_000", "2147483647", "2147483648", "4294967296", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1..6", "6..1",
        "0..9223372036854775807", "1..100000", "+1", "１", "1,2", "[]", "{}", "'", "",
    ];

    private static readonly string[] Odd =
    [
        "\uFEFF", "\0", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u200b", "\u202e", "\u2028", "\uD800",
        "\uDC00", "😀", "é", "İ", "\r", "\n", "\r\n", "\t", "\v", " ", "\\", "'", "\"", "`", "%", "$", ";", ",",
        "=",
        ":", "#", "-", "|", ">",
    ];

    // What an editor or another system does to a text as a whole.
    private static readonly Func<string, string>[] Whole =
    [
        text => text.Replace("\n", "\r\n"), text => text.Replace("\n", "\r"), text => $"\uFEFF{text}",
        text => text.Replace(' ', '\t'), text => text.ToUpperInvariant(), text => text + text,
        text => text.Replace(" ", "\u00a0"), text => text.Replace("\n", " "),
    ];

    /// <summary>One of several texts, edited one to three times.</summary>
    /// <param name="good">The texts.</param>
    /// <param name="pieces">What is put into them, besides odd characters and extreme numbers.</param>
    public static Gen<string> Of(string[] good, string[] pieces) =>
        from start in Gen.Elements(good)
        from edits in Edit(good, pieces).NonEmptyListOf().Resize(3)
        select edits.Aggregate(start, (text, edit) => edit(text));

    /// <summary>Pieces one after the other, with odd characters and numbers among them.</summary>
    public static Gen<string> Heap(string[] pieces) =>
        from length in Gen.Choose(0, 30)
        from parts in Gen.Frequency((8, Gen.Elements(pieces)), (1, Gen.Elements(Odd)), (1, Gen.Elements(Numbers)))
            .ArrayOf(length)
        select string.Concat(parts);

    private static Gen<Func<string, string>> Edit(string[] good, string[] pieces)
    {
        Gen<int> place = Gen.Choose(0, 1_000_000);
        Gen<(int At, string Text)> piece = Gen.Zip(place, Gen.Elements(pieces));
        Gen<(int At, int Times)> repeated = Gen.Zip(place, Gen.Elements(2, 3, 10, 40, 300, 3_000));
        return Gen.Frequency(
            (3, piece.Select(edit => Insert(edit.At, edit.Text))),
            (3, piece.Select(edit => Replace(Word(), edit.At, _ => edit.Text))),
            (2, Gen.Zip(place, Gen.Elements(Odd)).Select(edit => Insert(edit.Item1, edit.Item2))),
            (4, Gen.Zip(place, Gen.Elements(Numbers)).Select(edit => Replace(Number(), edit.Item1, _ => edit.Item2))),
            (2, place.Select(at => Replace(Line(), at, _ => ""))),
            (2, place.Select(at => Replace(Line(), at, line => line + line))),
            (1, Gen.Zip(place, Gen.Elements(" ", "  ", "\t", "      "))
                .Select(edit => Replace(Line(), edit.Item1, line => edit.Item2 + line))),
            (1, place.Select(at => (Func<string, string>)(text => text[..Place(text, at)]))),
            (1, Gen.Zip(Gen.Zip(place, place), Gen.Elements(good)).Select(edit => Splice(edit.Item1, edit.Item2))),
            (1, Gen.Zip(repeated, Gen.Elements(pieces)).Select(edit => Insert(
                edit.Item1.At, string.Concat(Enumerable.Repeat(edit.Item2, edit.Item1.Times))))),
            (1, Gen.Elements(Whole)));
    }

    private static Func<string, string> Splice((int Here, int There) at, string other) =>
        text => text[..Place(text, at.Here)] + other[Place(other, at.There)..];

    private static Func<string, string> Insert(int at, string piece) => text => text.Insert(Place(text, at), piece);

    private static Func<string, string> Replace(Regex pattern, int at, Func<string, string> replacement) => text =>
    {
        MatchCollection found = pattern.Matches(text);
        if (found.Count == 0)
            return text;
        Match match = found[at % found.Count];
        return string.Concat(
            text.AsSpan(0, match.Index), replacement(match.Value), text.AsSpan(match.Index + match.Length));
    };

    private static int Place(string text, int at) => at % (text.Length + 1);

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z_.]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n")]
    private static partial Regex Line();
}
