using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

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

    public static Option<string?> Data() => new("--data")
    {
        Description = "A folder of IDX files, looked at before $LENETLAB_DATA, the cache and the mirrors.",
        HelpName = "folder",
        CustomParser = Folder,
    };

    public static Option<string> Results() => new("--results")
    {
        Description = "The folder of results, its database included.",
        DefaultValueFactory = _ => UsualResults,
        HelpName = "folder",
        CustomParser = Folder,
    };

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

    // Of `make run DATA=~/mnist` not every shell makes the home folder, and none does within quotes.
    private static string Folder(ArgumentResult result)
    {
        string path = result.Tokens[0].Value;
        return path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
            : path;
    }
}
