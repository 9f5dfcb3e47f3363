using LeNetLab.Cli.Verbs;
using LeNetLab.Naming;

namespace LeNetLab.Cli;

/// <summary>
/// Commands as a reader can paste them into a shell: make's where make called, else the program's own. Each goes to the
/// folders at hand, so that what is printed works as it stands.
/// </summary>
/// <param name="program">How the program is started without make; null where make called it.</param>
/// <param name="results">The results folder in use.</param>
/// <param name="data">The folder of IDX files that was given, or null.</param>
internal sealed class CommandWords(string? program, string results, string? data)
{
    /// <summary>What a verb of the program takes by its place, under make's names; the first is what it is asked of.</summary>
    private static readonly Dictionary<string, string[]> ByPlace = new(StringComparer.Ordinal)
    {
        ["run"] = ["EXP"],
        ["collect"] = ["EXP"],
        ["report"] = ["EXP"],
        ["status"] = ["EXP"],
        ["verify"] = ["EXP"],
        ["robustness"] = ["EXP"],
        ["export"] = ["EXP"],
        ["show"] = ["RUN"],
        ["reproduce"] = ["RUN"],
        ["rm"] = ["RUN"],
        ["query"] = ["SQL"],
        ["compare"] = ["A", "B"],
    };

    private static readonly string[] OnData = ["run", "reproduce", "verify", "robustness"];

    /// <summary>Whether make called, whose variables are then the names of the program's options.</summary>
    public bool AreMakes => program is null;

    /// <summary>A command.</summary>
    /// <param name="verb">The program's verb.</param>
    /// <param name="given">What it is given beside the folders, under make's names; without a value it is left out.</param>
    public string Of(string verb, params IEnumerable<(string Name, string? Value)> given)
    {
        (string Name, string? Value)[] known =
        [
            .. given, ("DATA", OnData.Contains(verb) ? data : null),
            ("RESULTS", results == Arguments.UsualResults ? null : results),
        ];
        (string Name, string Value)[] all =
            [.. known.Where(part => part.Value is not null).Select(part => (part.Name, part.Value!))];
        return program is null ? Makes(verb, all) : Own(verb, all);
    }

    /// <summary>A command that helps further.</summary>
    public string Of(NextStep step) => step.Of is null
        ? Of(step.Verb)
        : Of(step.Verb, (ByPlace[step.Verb][0], step.Of));

    /// <summary>A question to the database.</summary>
    public string Query(string sql) => Of("query", ("SQL", sql));

    /// <summary>A recorded command in these words.</summary>
    /// <param name="recorded">As <see cref="RunCommand.Recorded"/> made it.</param>
    /// <param name="more">What it is given besides.</param>
    public string Again(string recorded, params IEnumerable<(string Name, string? Value)> more) =>
        RunCommand.Parts(recorded) is { } parts
            ? Of("run", [.. parts.Select(part => (part.Name, (string?)part.Value)), .. more])
            : recorded;

    /// <summary>One option as it is typed: <c>FORMAT=csv</c>, <c>--format csv</c>.</summary>
    public string Option(string name, string value) => program is null ? $"{name}={value}" : $"{Dashed(name)} {value}";

    /// <summary>What tells how a verb is called.</summary>
    /// <param name="verb">The verb; empty for the program itself.</param>
    public string Help(string verb) => program is null ? "make help" : verb.Length == 0 ? $"{program} --help" : $"{program} {verb} --help";

    private static string Makes(string verb, IEnumerable<(string Name, string Value)> given) => string.Join(' ',
        given.Select(part => $"{part.Name}={Typed(part.Value)}")
            .Prepend($"make {(verb == "serve" ? "dashboard" : verb)}"));

    private string Own(string verb, (string Name, string Value)[] given)
    {
        string[] places = ByPlace.GetValueOrDefault(verb, []);
        string[] own = [.. places.SelectMany(name => given.Where(part => part.Name == name)).Select(part => part.Value)];
        // TORCH says to make how to build the program, which has been done.
        IEnumerable<string> options = given
            .Where(part => !places.Contains(part.Name) && part.Name != "TORCH").Select(Own);

        // A text that begins with a dash is no option behind two of them.
        bool apart = own.Any(text => text.StartsWith('-'));
        IEnumerable<string> typed = own.Select(Typed);
        return string.Join(' ', apart ? [program!, verb, .. options, "--", .. typed] : [program!, verb, .. typed, .. options]);
    }

    private static string Own((string Name, string Value) part) => part switch
    {
        ("DRY_RUN" or "EMPTY_TRASH", _) or ("UNDO", "last") => Dashed(part.Name),
        ("EXP", var name) => $"--experiment {Typed(name)}",
        _ => $"{Dashed(part.Name)} {Typed(part.Value)}",
    };

    // <what stands for something> is the reader's to fill in, not a word.
    private static string Typed(string text) => text is ['<', .., '>'] ? text : ShellWord.Typed(text);

    private static string Dashed(string name) => $"--{name.ToLowerInvariant().Replace('_', '-')}";
}
