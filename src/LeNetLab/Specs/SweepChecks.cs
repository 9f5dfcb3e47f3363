using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>Holds a sweep and its cells against every rule that no single value can break.</summary>
/// <param name="sweep">The sweep.</param>
/// <param name="errors">Where problems go.</param>
/// <param name="asWritten">
/// Whether this is the file's own sweep. Once the command line has changed it, values and rules of the file may well
/// have lost their effect (a learning rate for an activation that is no longer swept): only what the command line
/// gives must still have one.
/// </param>
internal sealed class SweepChecks(Sweep sweep, SpecErrors errors, bool asWritten)
{
    /// <summary>No sweep is larger: at a second each, this many runs take more than a day.</summary>
    public const int MaxRuns = 100_000;

    // A name is cut only where a person would give up on it.
    private const int LongestName = 200;

    // A problem is reported once where it stands, not once for every cell that has it.
    private readonly Dictionary<(SourceMark, string Problem), (SweepCell First, int Cells)> inCells = [];

    /// <summary>Expands the sweep unless it is too large, and reports all that is wrong with it.</summary>
    public IReadOnlyList<SweepCell> Expand()
    {
        if (sweep.CellCount * sweep.Seeds.Count is var runs && runs > MaxRuns)
        {
            errors.Add(sweep.CellCount > MaxRuns ? sweep.Mark : sweep.SeedsMark,
                $"the sweep has {sweep.CellCount:N0} cells × {sweep.Seeds.Count:N0} seeds = {runs:N0} runs before "
                + $"anything is excluded; at most {MaxRuns:N0} are allowed: sweep less, or write several specs");
            return [];
        }

        SweepExpansion expansion = SweepExpansion.Expand(sweep);
        CheckRules(expansion);
        CheckBase(expansion.Cells);
        foreach (SweepCell cell in expansion.Cells)
            CheckCell(cell);
        foreach (((SourceMark mark, string problem), (SweepCell first, int count)) in inCells)
            errors.Add(mark, problem + Where(first, count, expansion.Cells.Count));
        CheckNetworks(expansion.Cells);
        CheckDuplicates(expansion.Cells);
        return expansion.Cells;
    }

    private void CheckRules(SweepExpansion expansion)
    {
        if (expansion.Cells.Count == 0 && errors.Trusts(sweep.Excludes.SelectMany(Settings)))
        {
            SourceMark mark = sweep.Base.FirstOrDefault(value => value.By == GivenBy.CommandLine)?.Mark
                ?? sweep.Excludes[0].Mark;
            errors.Add(mark, "`exclude` leaves no cell of the sweep; nothing would run");
            return;
        }

        if (!asWritten)
            return;
        ReportUnused(expansion.UnusedExcludes, "excluded");
        ReportUnused(expansion.UnusedWhens, "set");
    }

    private void ReportUnused(IReadOnlyList<CellMatch> rules, string done)
    {
        foreach (CellMatch rule in rules.Where(rule => errors.Trusts(Settings(rule))))
        {
            errors.Add(rule.Mark,
                $"no cell of the sweep is `{rule}`, so nothing is {done}; correct it or leave it out");
        }
    }

    /// <summary>What is said for all cells must have an effect in one.</summary>
    private void CheckBase(IReadOnlyList<SweepCell> cells)
    {
        if (cells.Count == 0)
            return;
        foreach (GivenValue value in sweep.Base.Where(value => asWritten || value.By == GivenBy.CommandLine))
        {
            if (CanLackEffect(value) && !cells.Any(cell => cell.Values.Applies(value.Setting)))
            {
                errors.Add(value.Mark,
                    $"`{value.Setting}` has no effect in any cell: {Need(value.Setting, cells[0])}; leave it out");
            }
        }
    }

    private void CheckCell(SweepCell cell)
    {
        foreach (GivenValue value in cell.Values.AllGiven)
        {
            if (asWritten && value.By is GivenBy.Sweep or GivenBy.When && CanLackEffect(value)
                && !cell.Values.Applies(value.Setting))
            {
                Report(cell, value.Mark,
                    $"`{value.Setting}` has no effect here: {Need(value.Setting, cell)}; set it only where it has one "
                    + "(in `variants`, or with `when`)");
            }
        }

        foreach (CombinationRule rule in CombinationRule.All.Where(rule => errors.Trusts(rule.Settings)))
        {
            if (cell.Values.Applies(rule.Settings[0]) && rule.Problem(cell.Values) is { } problem)
                Report(cell, Culprit(cell, rule), problem);
        }
    }

    /// <summary>Of settings that do not go together, the one given last, the command line coming last of all.</summary>
    private SourceMark Culprit(SweepCell cell, CombinationRule rule) =>
        rule.Settings.Select(cell.Values.Given).OfType<GivenValue>()
            .OrderByDescending(value => value.By).FirstOrDefault()?.Mark ?? sweep.Mark;

    private void CheckNetworks(IReadOnlyList<SweepCell> cells)
    {
        if (errors.AnyDoubt)
            return;
        var models = new HashSet<ModelSpec>();
        foreach (SweepCell cell in cells)
        {
            ModelSpec model = RunAssembler.Model(cell.Values.Pruned());
            if (!models.Add(model))
                continue;
            try
            {
                if (model.Method is null)
                    _ = NetworkCatalogue.Build(model);
            }
            catch (ArgumentException e)
            {
                errors.Add(sweep.Mark, $"no network can be built: {e.Message}{Where(cell, 1, cells.Count)}");
            }
        }
    }

    private void CheckDuplicates(IReadOnlyList<SweepCell> cells)
    {
        if (errors.AnyDoubt)
            return;
        IGrouping<string, SweepCell>[] repeated =
            [.. cells.GroupBy(cell => string.Join('\n', cell.Values.Effective())).Where(same => same.Skip(1).Any())];
        SourceMark mark = sweep.Base.FirstOrDefault(value => value.By == GivenBy.CommandLine)?.Mark ?? sweep.Mark;
        if (repeated.Length > 0)
        {
            SweepCell[] same = [.. repeated[0].Take(2)];
            int more = repeated.Sum(cells => cells.Count() - 1) - 1;
            string names = same[0].Label == same[1].Label
                ? $"two cells called `{Name(same[0])}`"
                : $"the cells `{Name(same[0])}` and `{Name(same[1])}`";
            errors.Add(mark, $"{names} have the same settings"
                + $"{(asWritten ? "" : " under this override")} and would be the same runs; leave one out"
                + (more > 0 ? $" (and so have {more:N0} more)" : ""));
        }
        else if (cells.GroupBy(cell => cell.Label).FirstOrDefault(same => same.Skip(1).Any()) is { } namesakes)
        {
            errors.Add(mark, $"two cells would be called `{Name(namesakes.First())}`, because `when` gives them the same "
                + "values of all that is swept; let it leave those alone, or use `variants`, which have names of their own");
        }
    }

    private void Report(SweepCell cell, SourceMark mark, string problem)
    {
        (SourceMark, string) key = (mark, problem);
        inCells[key] = inCells.TryGetValue(key, out (SweepCell First, int Cells) known)
            ? (known.First, known.Cells + 1)
            : (cell, 1);
    }

    /// <summary>Which cells a problem is found in, unless it is found in all.</summary>
    private static string Where(SweepCell first, int cells, int of) =>
        cells == of ? ""
        : cells == 1 ? $" (in the cell `{Name(first)}`)"
        : $" (in the cell `{Name(first)}` and {cells - 1:N0} more)";

    private static string Name(SweepCell cell) => Quotation.Of(cell.Label, LongestName);

    /// <summary>Switching something off that is off anyway is harmless: a spec may say so.</summary>
    private bool CanLackEffect(GivenValue value) =>
        value.Setting.Needs is { } need && errors.Trusts([value.Setting, need.Setting])
        && !(value.Setting.Kind is SettingKind.Toggle && value.Text == "false");

    /// <summary>What a setting lacks in a cell for an effect.</summary>
    private static string Need(SettingDefinition setting, SweepCell cell)
    {
        SettingNeed need = setting.Needs!;
        return cell.Values.Applies(need.Setting) ? $"it needs {need.InFull}" : Need(need.Setting, cell);
    }

    private static IEnumerable<SettingDefinition> Settings(CellMatch rule) => rule.Terms.Select(term => term.Setting);
}
