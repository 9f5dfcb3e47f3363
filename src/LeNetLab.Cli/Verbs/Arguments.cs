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

    public static Option<string?> Data() => new("--data")
    {
        Description = "A folder of IDX files, looked at before $LENETLAB_DATA, the cache and the mirrors.",
        HelpName = "folder",
    };

    public static Option<string> Results() => new("--results")
    {
        Description = "The folder of results, its database included.",
        DefaultValueFactory = _ => UsualResults,
        HelpName = "folder",
    };
}
