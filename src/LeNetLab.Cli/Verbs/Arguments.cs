using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LeNetLab.Naming;
using LeNetLab.Results;

namespace LeNetLab.Cli.Verbs;

/// <summary>Arguments and options that several verbs have.</summary>
internal static class Arguments
{
    /// <summary>Where results go unless a folder is named.</summary>
    public const string UsualResults = "results";

    public static Argument<string> Experiment() => new("experiment")
    {
        Description = "A name in experiments/, or the path of a spec.",
    };

    public static Option<string?> Data(UserPaths paths) => new("--data")
    {
        Description = "A folder of IDX files, looked at before $LENETLAB_DATA, the cache and the mirrors; and for a "
            + "dataset that is a folder, where that is not there.",
        HelpName = "folder",
        CustomParser = given => Path(given, paths),
    };

    public static Option<string> Results(UserPaths paths)
    {
        Option<string> results = new("--results")
        {
            Description = "The folder of results, its database included.",
            DefaultValueFactory = _ => UsualResults,
            HelpName = "folder",
            CustomParser = given => Path(given, paths) is { } folder && IsPlace(folder, given) ? folder : null,
        };
        results.Validators.Add(given => _ = !given.Implicit || IsPlace(UsualResults, given));
        return results;
    }

    private static bool IsPlace(string folder, SymbolResult given)
    {
        if (new ResultsFolder(folder).Problem() is not { } problem)
            return true;
        given.AddError(problem);
        return false;
    }

    /// <summary>The path that somebody gave; an error, and null, where it is none.</summary>
    public static string? Path(ArgumentResult given, UserPaths paths)
    {
        string text = given.Tokens[0].Value;
        if (paths.Problem(text) is not { } problem)
            return paths.Expand(text);
        string name = (given.Parent as OptionResult)?.IdentifierToken?.Value ?? given.Argument.Name;
        given.AddError($"{name} {text} {problem}.");
        return null;
    }

    /// <summary>A whole number; another text, or a number out of range, is refused in words of the range.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest.</param>
    /// <param name="description">What the help says of it.</param>
    public static Option<int?> WholeNumber(string name, int least, int most, string description) => new(name)
    {
        Description = description,
        HelpName = "n",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} is a whole number, {Range(least, most)}, not '{text}'.");
            return null;
        },
    };

    private static string Range(int least, int most) =>
        most == int.MaxValue ? $"{least} or more" : $"{least} … {most}";
}
