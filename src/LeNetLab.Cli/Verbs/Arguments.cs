using System.CommandLine;

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

    public static Option<string> Results() => new("--results")
    {
        Description = "The folder of results, its database included.",
        DefaultValueFactory = _ => UsualResults,
        HelpName = "folder",
    };
}
