using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>Reads a mapping whose keys are known beforehand.</summary>
internal static class SpecKeys
{
    // A misspelt one of these says nothing about any setting.
    private static readonly string[] NotAboutSettings =
        ["name", "question", "notes", "dataset", "offline_fallback", "seeds", "baseline", "tune", "slurm"];

    /// <summary>The entries by key; unknown ones are reported, with where they may have been meant to stand.</summary>
    public static Dictionary<string, SpecEntry> Read(
        SpecNode.Mapping node, IReadOnlyList<string> allowed, string place, SpecErrors errors)
    {
        var entries = new Dictionary<string, SpecEntry>();
        foreach (SpecEntry entry in node.Entries)
        {
            if (allowed.Contains(entry.Name))
            {
                entries.Add(entry.Name, entry);
                continue;
            }

            string? home = Home(entry.Name);
            string? near = home is null ? NearestName.Find(entry.Name, allowed) : null;
            string hint = home is not null ? $": it belongs below `base`, as in `base: {home}`;"
                : near is not null ? $": did you mean `{near}`?"
                : ";";
            errors.Add(entry.Key.Mark,
                $"unknown key `{entry.Quoted}`{hint} allowed in {place}: {string.Join(", ", allowed)}");
            if (!NotAboutSettings.Contains(near))
                errors.DoubtEverything();
        }

        return entries;
    }

    /// <summary>How a section or setting is written below <c>base</c>; null if it is neither.</summary>
    private static string? Home(string key)
    {
        SettingDefinition? setting =
            SettingTable.All.FirstOrDefault(row => row.Path == key || row.Key == key || row.Section == key);
        return setting is null ? null
            : setting.Section == key ? $"{{{key}: {{…}}}}"
            : $"{{{setting.Section}: {{{setting.Key}: …}}}}";
    }
}
