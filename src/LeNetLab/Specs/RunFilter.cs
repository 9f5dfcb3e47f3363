using System.IO.Enumeration;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>
/// A part of an experiment's runs, as <c>ONLY</c> names it: <c>activation=tanh</c>, <c>seed=1,2</c>, a variant's name.
/// Values of one name are alternatives; of several names, all must fit.
/// </summary>
public sealed class RunFilter
{
    private const string Option = "ONLY", Seed = "seed", Variant = "variant";
    private const int MostListed = 12;
    private readonly IReadOnlyList<IGrouping<string, Condition>> conditions;

    private RunFilter(IEnumerable<Condition> conditions) =>
        this.conditions = [.. conditions.GroupBy(condition => condition.Name)];

    /// <summary>Every run.</summary>
    public static RunFilter Everything { get; } = new([]);

    /// <summary>Reads the texts of the command line.</summary>
    /// <param name="texts">Each <c>name=value</c>, <c>name=value,value</c>, or a variant's name.</param>
    /// <param name="runs">The runs that they choose from.</param>
    /// <exception cref="SpecException">A name is unknown, or no run is of a value, or of all of them.</exception>
    public static RunFilter Read(IReadOnlyList<string> texts, IReadOnlyList<RunSpec> runs)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(runs);
        var errors = new SpecErrors();
        var filter = new RunFilter([.. texts.SelectMany(text => Conditions(text, runs, errors))]);
        if (!errors.Any && !runs.Any(filter.Takes))
            errors.Add(Mark(string.Join(' ', texts)), "no run is all of that");
        errors.ThrowIfAny();
        return filter;
    }

    /// <summary>Whether a run is of the part that is meant.</summary>
    public bool Takes(RunSpec run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return conditions.All(name => name.Any(condition => condition.Fits(run)));
    }

    private static IEnumerable<Condition> Conditions(string text, IReadOnlyList<RunSpec> runs, SpecErrors errors)
    {
        // The parts of a variant's name, as in `activation=tanh, batch_size=16`, come one by one.
        string given = text.Trim().TrimEnd(',');
        int equals = given.IndexOf('=');
        if (equals < 0 || runs.Any(run => run.Variant == given))
            return Known(text, new Condition(Variant, given), runs, errors);
        string name = given[..equals].Trim(), value = given[(equals + 1)..].Trim();
        if (name == Variant)
            return Known(text, new Condition(Variant, value), runs, errors);
        string? canonical = name == Seed ? Seed : PathOf(name);
        if (canonical is null)
        {
            string[] names = [Seed, Variant, .. SettingTable.All.Select(setting => setting.Key)];
            errors.Add(Mark(text), $"runs have no `{Quotation.Of(name)}`{NearestName.Question(name, names)} "
                + "allowed: `seed`, `variant` or a setting, such as `activation=tanh`");
            return [];
        }

        return value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .DefaultIfEmpty("")
            .SelectMany(one => Known(text, new Condition(canonical, one), runs, errors));
    }

    /// <summary>The condition, if any run fits it.</summary>
    private static IEnumerable<Condition> Known(
        string text, Condition condition, IReadOnlyList<RunSpec> runs, SpecErrors errors)
    {
        if (runs.Any(condition.Fits))
            return [condition];
        string[] values = [.. runs.Select(condition.ValueOf).OfType<string>().Distinct()];
        string key = condition.Name[(condition.Name.LastIndexOf('.') + 1)..];
        string near = condition.Name == Seed ? ";" : NearestName.Question(condition.Value, values);
        IEnumerable<string> some = values.Take(MostListed).Select(value => Quotation.Of(value));
        errors.Add(Mark(text), $"no run is of {key} `{Quotation.Of(condition.Value)}`{near} "
            + (values.Length == 0 ? "none has that setting"
                : $"there are {string.Join("; ", some)}{(values.Length > MostListed ? "; …" : "")}"));
        return [];
    }

    private static string? PathOf(string name) =>
        (SettingTable.Find(name) ?? SettingTable.All.FirstOrDefault(setting => setting.Key == name))?.Path;

    private static SourceMark Mark(string text) => new($"{Option}={Quotation.Of(text)}", 0, 0);

    /// <param name="Name"><c>seed</c>, <c>variant</c> or a setting's path.</param>
    /// <param name="Value">A seed; a variant's name or part, <c>*</c> and <c>?</c> standing for any; or a value.</param>
    private sealed record Condition(string Name, string Value)
    {
        public bool Fits(RunSpec run) => Name == Variant
            ? IsVariant(run.Variant)
            : ValueOf(run) == Value || (Name != Seed && Parts(run.Variant).Any(IsPart));

        public string? ValueOf(RunSpec run) => Name switch
        {
            Seed => $"{run.Seed}",
            Variant => run.Variant,
            _ when Name == SettingTable.Engine.Path => run.Engine.Name,
            _ when Name == SettingTable.Device.Path => run.Engine.Device,
            _ => run.Settings.FirstOrDefault(setting => setting.Path == Name).Value,
        };

        // As the variant is called: `initialisation=auto` is not among the settings, which say what that stood for.
        private bool IsPart(string part) =>
            part == $"{Name}={Value}" || part == $"{Name[(Name.LastIndexOf('.') + 1)..]}={Value}";

        private bool IsVariant(string variant) => variant == Value || Parts(variant).Contains(Value)
            || FileSystemName.MatchesSimpleExpression(Value, variant, ignoreCase: false);

        private static string[] Parts(string variant) => variant.Split(", ");
    }
}
