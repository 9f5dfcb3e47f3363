namespace LeNetLab.Specs;

/// <summary>One variant: a place in the sweep, with its settings.</summary>
/// <param name="Label">What tells it from the others.</param>
/// <param name="Values">Its settings.</param>
internal sealed record SweepCell(string Label, SettingValues Values);

/// <summary>A sweep's cells, in its order. A pure function of the sweep.</summary>
/// <param name="Cells">Those that no rule excludes.</param>
/// <param name="UnusedExcludes">The rules that exclude none.</param>
/// <param name="UnusedWhens">The conditions that no cell meets.</param>
internal sealed record SweepExpansion(
    IReadOnlyList<SweepCell> Cells, IReadOnlyList<CellMatch> UnusedExcludes, IReadOnlyList<CellMatch> UnusedWhens)
{
    /// <summary>
    /// Walks the product of the axes; leaves cells out; then applies the conditions, each to what the last one left.
    /// </summary>
    /// <exception cref="OverflowException">There are more cells than 2³¹ − 1.</exception>
    public static SweepExpansion Expand(Sweep sweep)
    {
        SettingValues start = SettingValues.Defaults.With(sweep.Base);
        var excluding = new HashSet<CellMatch>(ReferenceEqualityComparer.Instance);
        var applying = new HashSet<CellMatch>(ReferenceEqualityComparer.Instance);
        var chosen = new List<(AxisPoint[] Points, SettingValues Values)>();
        int count = (int)sweep.CellCount;
        for (int cell = 0; cell < count; cell++)
        {
            AxisPoint[] points = PointsOf(sweep.Axes, cell);
            SettingValues values = start.With(points.SelectMany(point => point.Values));
            CellMatch[] reasons = [.. sweep.Excludes.Where(rule => rule.Matches(values))];
            excluding.UnionWith(reasons);
            if (reasons.Length > 0)
                continue;
            foreach (ConditionalValues when in sweep.Whens.Where(when => when.Match.Matches(values)))
            {
                applying.Add(when.Match);
                values = values.With(when.Values);
            }

            chosen.Add((points, values));
        }

        string[] labels = VariantLabels.Of(chosen);
        return new SweepExpansion(
            [.. chosen.Select((cell, index) => new SweepCell(labels[index], cell.Values))],
            [.. sweep.Excludes.Where(rule => !excluding.Contains(rule))],
            [.. sweep.Whens.Select(when => when.Match).Where(match => !applying.Contains(match))]);
    }

    /// <summary>A cell's number as digits of a mixed radix: a point for each axis, the first varying slowest.</summary>
    private static AxisPoint[] PointsOf(IReadOnlyList<SweepAxis> axes, int cell)
    {
        var points = new AxisPoint[axes.Count];
        for (int axis = axes.Count - 1; axis >= 0; axis--)
        {
            (cell, int digit) = Math.DivRem(cell, axes[axis].Points.Count);
            points[axis] = axes[axis].Points[digit];
        }

        return points;
    }
}
