namespace LeNetLab.Specs;

/// <summary>Names for the cells of a sweep: what differs among them, and nothing else.</summary>
internal static class VariantLabels
{
    /// <summary>The name of a cell that has nothing to be told from.</summary>
    public const string Only = "base";

    /// <summary>
    /// One label for each cell, e.g. <c>activation=tanh, batch_size=16</c>: the last segment of every swept path that
    /// differs, in the order of the axes, with the value that the cell ends up with; and a variant's own name.
    /// </summary>
    /// <param name="cells">For each cell its point on each axis, and its values.</param>
    public static string[] Of(IReadOnlyList<(AxisPoint[] Points, SettingValues Values)> cells)
    {
        if (cells.Count == 0)
            return [];
        SettingDefinition[] differing =
        [
            .. cells[0].Points.SelectMany(Swept)
                .Where(setting => cells.Select(cell => Text(cell.Values, setting)).Distinct().Skip(1).Any()),
        ];
        ILookup<string, SettingDefinition> byKey = differing.ToLookup(setting => setting.Key);
        Dictionary<SettingDefinition, string> names = differing.ToDictionary(
            setting => setting, setting => byKey[setting.Key].Skip(1).Any() ? setting.Path : setting.Key);
        return
        [
            .. cells.Select(cell => string.Join(", ", cell.Points.SelectMany(point => point.Name is { } name
                    ? [name]
                    : Swept(point).Where(names.ContainsKey).Select(s => $"{names[s]}={Text(cell.Values, s)}")))
                is { Length: > 0 } label ? label : Only),
        ];
    }

    /// <summary>
    /// A label's parts, a factor's name and its level each; of what has a name of its own the factor is empty.
    /// </summary>
    public static IReadOnlyList<(string Factor, string Level)> Parts(string label) =>
    [
        .. label.Split(", ").Select(part => part.Split('=', 2))
            .Select(part => part.Length == 2 ? (part[0], part[1]) : ("", part[0])),
    ];

    /// <summary>The paths that an axis of the grid or zip walks; a variant's settings are behind its name.</summary>
    private static IEnumerable<SettingDefinition> Swept(AxisPoint point) =>
        point.Name is null ? point.Values.Select(value => value.Setting) : [];

    /// <summary>The value as it was written: <c>auto</c> says more than what it stands for.</summary>
    private static string Text(SettingValues cell, SettingDefinition setting) =>
        cell.Given(setting)?.Text ?? cell[setting];
}
