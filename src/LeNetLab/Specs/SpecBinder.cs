using System.Text;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>A spec as its file gives it, before the command line and before expansion.</summary>
internal sealed record SpecDraft(
    string Name, string Question, string? Notes, string Dataset, string? OfflineFallback, Sweep Sweep, SlurmSpec Slurm)
{
    /// <summary>The variant that the others are compared with, and where it is named.</summary>
    public (string Variant, SourceMark Mark)? Baseline { get; init; }

    /// <summary>What is to be tried for each variant, if anything.</summary>
    public TuneDraft? Tune { get; init; }
}

/// <summary>Reads the keys of a spec.</summary>
internal sealed class SpecBinder(SpecNode.Mapping document, SpecErrors errors)
{
    private const int MaxText = 10_000;

    private static readonly string[] Keys =
    [
        "name", "question", "notes", "dataset", "offline_fallback", "seeds",
        "base", "grid", "zip", "variants", "exclude", "when", "tune", "baseline", "slurm",
    ];

    private readonly Dictionary<string, SpecEntry> root = SpecKeys.Read(document, Keys, "a spec", errors);

    /// <summary>Reads everything; what is refused is reported, and the draft is then fit for checks alone.</summary>
    public SpecDraft Bind()
    {
        string name = ReadName();
        string question = Text("question", required: true) is { } text ? OneLine(text) : "";
        string? notes = Text("notes", required: false);
        string dataset = ReadDataset();
        string? fallback = ReadFallback(dataset);
        IReadOnlyList<long>? seeds = Required("seeds") is { } entry ? SeedsReader.Read(entry.Value, errors) : null;
        SourceMark seedsMark = root.TryGetValue("seeds", out entry) ? entry.Value.Mark : document.Mark;
        Sweep sweep = new SweepBinder(root, errors).Bind(seeds ?? [1], seedsMark, document.Mark);
        SlurmSpec slurm = root.TryGetValue("slurm", out entry)
            ? new SlurmReader(errors).Read(entry.Value)
            : SlurmSpec.None;
        return new SpecDraft(name, question, notes, dataset, fallback, sweep, slurm)
        {
            Baseline = Text("baseline", required: false) is { } variant ? (variant, root["baseline"].Value.Mark) : null,
            Tune = root.TryGetValue("tune", out entry) ? new TuneReader(SweptBy(sweep), errors).Read(entry) : null,
        };
    }

    /// <summary>What tells variants apart by its value; what a named variant sets does not.</summary>
    private static HashSet<SettingDefinition> SweptBy(Sweep sweep) =>
    [
        .. sweep.Axes.SelectMany(axis => axis.Points).Where(point => point.Name is null)
            .SelectMany(point => point.Values).Select(value => value.Setting),
    ];

    private string ReadName()
    {
        if (Text("name", required: true) is not { } name)
            return "";
        if (!SpecName.IsExperimentName(name))
        {
            string taken = SpecName.Taken.Contains(name) ? ", where one of that name has another purpose"
                : DeviceName.Is(name) ? ": Windows keeps that name for a device (what is trained is found under another, too)"
                : "";
            errors.Add(root["name"].Value.Mark, $"`name: {Quotation.Of(name)}` cannot name a folder of results{taken}; "
                + $"allowed: up to {SpecName.MaxLength} lower-case letters, digits and dashes (`activation-sweep`)");
        }

        return name;
    }

    private string ReadDataset()
    {
        if (Text("dataset", required: true) is not { } dataset)
            return "";
        CheckDataset("dataset", dataset, root["dataset"].Value.Mark, errors);
        return dataset;
    }

    private string? ReadFallback(string dataset)
    {
        if (Text("offline_fallback", required: false) is not { } fallback)
            return null;
        SourceMark mark = root["offline_fallback"].Value.Mark;
        CheckDataset("offline_fallback", fallback, mark, errors);
        if (fallback == dataset)
        {
            errors.Add(mark,
                $"`offline_fallback: {Quotation.Of(fallback)}` is the dataset itself; name another, or leave it out");
        }

        return fallback;
    }

    /// <summary>Reports a name that no dataset can have.</summary>
    public static void CheckDataset(string key, string name, SourceMark mark, SpecErrors errors)
    {
        if (DatasetName.Problem(name) is { } problem)
            errors.Add(mark, $"`{key}: {Quotation.Of(name)}` {problem}");
    }

    /// <summary>The trimmed text of a key, or null if it is missing or refused.</summary>
    private string? Text(string key, bool required)
    {
        SpecEntry? entry = required ? Required(key) : root.GetValueOrDefault(key);
        if (entry is null)
            return null;
        string text = (entry.Value as SpecNode.Scalar)?.Text.Trim() ?? "";
        string? problem =
            entry.Value is not SpecNode.Scalar ? $"`{key}` needs a text, not {entry.Value.Description}"
            : text.Length == 0 || entry.Value is SpecNode.Scalar { IsNull: true } ? $"`{key}` is empty; {Purpose(key)}"
            : text.Length > MaxText ? $"`{key}` has {text.Length:N0} characters; at most {MaxText:N0} are allowed"
            : Unseen(text) is { } rune ? $"`{key}` holds the control character U+{rune.Value:X4}; take it out"
            : null;
        if (problem is null)
            return text;
        errors.Add(entry.Value.Mark, problem);
        return null;
    }

    private SpecEntry? Required(string key)
    {
        if (root.TryGetValue(key, out SpecEntry? entry))
            return entry;
        errors.Add(document.Mark, $"the key `{key}` is missing; {Purpose(key)}");
        return null;
    }

    private static string Purpose(string key) => key switch
    {
        "name" => "it names the experiment and its folder of results, as in `name: activation-sweep`",
        "question" => "it says what the experiment asks, in a sentence",
        "dataset" => "it says what to train on, as in `dataset: mnist`",
        "seeds" => "it says how often each cell is run, as in `seeds: 6`",
        _ => "fill it, or leave it out",
    };

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Rune? Unseen(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Quotation.IsUnprintable(rune) && rune.Value is not ('\n' or '\r' or '\t'))
                return rune;
        }

        return null;
    }
}
