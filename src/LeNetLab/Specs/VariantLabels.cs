namespace LeNetLab.Specs;

/// <summary>Names for the cells of a sweep: what differs among them, and nothing else.</summary>
internal static class VariantLabels
{
    /// <summary>The name of a cell that has nothing to be told from.</summary>
    public const string Only = "base";

    /// <summary>
    /// One label for each cell, e.g. <c>activation=tanh, batch_size=16</c>: the last segment of every swept path that
    /// differs, in the order of the axes, and a variant's own name.
    /// </summary>
    /// <param name="cells">For each cell, its point on each axis.</param>
    public static string[] Of(IReadOnlyList<AxisPoint[]> cells)
    {
        HashSet<SettingDefinition> differing =
        [
            .. cells.SelectMany(points => points).Where(point => point.Name is null)
                .SelectMany(point => point.Values).GroupBy(value => value.Setting)
                .Where(values => values.Select(value => value.Text).Distinct().Skip(1).Any())
                .Select(values => values.Key),
        ];
        ILookup<string, SettingDefinition> byKey = differing.ToLookup(setting => setting.Key);
        return
        [
            .. cells.Select(points =>
            {
                string label = string.Join(", ", points.SelectMany(point => point.Name is { } name
                    ? [name]
                    : point.Values.Where(value => differing.Contains(value.Setting)).Select(value =>
                        $"{(byKey[value.Setting.Key].Skip(1).Any() ? value.Setting.Path : value.Setting.Key)}={value.Text}")));
                return label.Length == 0 ? Only : label;
            }),
        ];
    }
}
