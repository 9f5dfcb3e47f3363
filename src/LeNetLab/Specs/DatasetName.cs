using LeNetLab.Data;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>How a spec names a dataset. Whether it can be had is found out when it is loaded.</summary>
internal static class DatasetName
{
    /// <summary>The datasets that have a name of their own; any other is a folder.</summary>
    public static readonly IReadOnlyList<string> Known = DatasetSource.KnownNames;

    private static readonly string Allowed =
        $"allowed: {string.Join(", ", Known)}, or a folder of IDX files, written with a slash (./digits)";

    /// <summary>What is wrong with a name, as the rest of a sentence about it; null if nothing is.</summary>
    public static string? Problem(string name)
    {
        if (Known.Contains(name))
            return null;
        if (name.EnumerateRunes().Any(Quotation.IsUnprintable))
            return $"holds a character that cannot be seen; {Allowed}";
        if (UserPaths.FormProblem(name) is { } problem)
            return $"{problem}; {Allowed}";
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
            return null;
        string hint = WellKnown.NearestDataset(name, Known) is { } near ? $" (did you mean `{near}`?)" : "";
        return $"is no dataset that is known here{hint}; {Allowed}";
    }
}
