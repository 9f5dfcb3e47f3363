using System.Text.RegularExpressions;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>The names that a spec gives: they end up in file names, labels and command lines.</summary>
internal static partial class SpecName
{
    public const int MaxLength = 64;

    /// <summary>What lies beside the experiments' own folders in a results folder: no experiment has such a name.</summary>
    public static readonly IReadOnlyList<string> Taken =
        ["charts", "checkpoints", "datasets", "exports", "spool", "trash", "weights"];

    public static bool IsExperimentName(string text) =>
        text.Length <= MaxLength && !Taken.Contains(text) && !DeviceName.Is(text) && Experiment().IsMatch(text);

    public static bool IsVariantName(string text) => text.Length <= MaxLength && Variant().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Experiment();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variant();
}
