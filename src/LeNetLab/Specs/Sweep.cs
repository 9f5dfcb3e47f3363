using System.Numerics;

namespace LeNetLab.Specs;

/// <summary>What a spec varies, before it is expanded.</summary>
/// <param name="Base">What every cell starts from.</param>
/// <param name="Axes">What varies: their product is the sweep. The first varies slowest.</param>
/// <param name="Excludes">Cells left out.</param>
/// <param name="Whens">Settings that depend on the cell, applied in order.</param>
/// <param name="Seeds">The seeds of every cell; they vary fastest.</param>
/// <param name="SeedsMark">Where the seeds are given.</param>
/// <param name="Mark">Where to point to when the sweep as a whole is wrong.</param>
internal sealed record Sweep(
    IReadOnlyList<GivenValue> Base,
    IReadOnlyList<SweepAxis> Axes,
    IReadOnlyList<CellMatch> Excludes,
    IReadOnlyList<ConditionalValues> Whens,
    IReadOnlyList<long> Seeds,
    SourceMark SeedsMark,
    SourceMark Mark)
{
    /// <summary>Cells of the product, those to be excluded among them.</summary>
    public BigInteger CellCount => Axes.Aggregate(BigInteger.One, (product, axis) => product * axis.Points.Count);

    /// <summary>
    /// The sweep as if the file had given these values everywhere: in place of a grid's or zip's values of the same
    /// path, and over <c>base</c>, variants and conditions.
    /// </summary>
    public Sweep Overridden(IReadOnlyList<GivenValue> values)
    {
        HashSet<SettingDefinition> paths = [.. values.Select(value => value.Setting)];
        return this with
        {
            Base = [.. Base.Where(value => !paths.Contains(value.Setting)), .. values],
            Axes = [.. Axes.Select(axis => axis.Without(paths)).OfType<SweepAxis>()],
        };
    }
}

/// <summary>One direction of a sweep: a path of the grid, the zip, or the variants.</summary>
/// <param name="Points">Its values in the order of the file.</param>
internal sealed record SweepAxis(IReadOnlyList<AxisPoint> Points)
{
    /// <summary>The axis with some paths no longer swept; null if nothing of it remains. Variants remain.</summary>
    public SweepAxis? Without(IReadOnlySet<SettingDefinition> paths)
    {
        AxisPoint[] points =
        [
            .. Points.Select(point =>
                point with { Values = [.. point.Values.Where(value => !paths.Contains(value.Setting))] }),
        ];
        return Points[0].Name is null && points[0].Values.Count == 0 ? null : new SweepAxis(points);
    }
}

/// <summary>One place along an axis.</summary>
/// <param name="Name">A variant's name; null for a point of the grid or zip.</param>
/// <param name="Values">What it sets. All points of a grid's or zip's axis set the same paths.</param>
internal sealed record AxisPoint(string? Name, IReadOnlyList<GivenValue> Values);

/// <summary>Which cells a rule is about.</summary>
/// <param name="Mark">Where it stands.</param>
/// <param name="Terms">All of them must hold.</param>
internal sealed record CellMatch(SourceMark Mark, IReadOnlyList<MatchTerm> Terms)
{
    public bool Matches(SettingValues cell) => Terms.All(term => term.Matches(cell));

    /// <summary>As written in a spec.</summary>
    public override string ToString() => string.Join(", ", Terms);
}

/// <summary>A setting and the values (of which any will do) that it must have, defaults included.</summary>
internal sealed record MatchTerm(SettingDefinition Setting, IReadOnlyList<string> Texts)
{
    public bool Matches(SettingValues cell)
    {
        string value = cell[Setting];
        return Texts.Any(text => cell.Resolve(Setting, text) == value);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Setting.With(Texts.Count == 1 ? Texts[0] : $"[{string.Join(", ", Texts)}]");
}

/// <summary>Values that cells take if they match.</summary>
internal sealed record ConditionalValues(CellMatch Match, IReadOnlyList<GivenValue> Values);
