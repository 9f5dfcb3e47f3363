using System.Globalization;
using System.Text.RegularExpressions;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>Reads the section <c>slurm</c>, wherever it stands.</summary>
internal sealed partial class SlurmReader(SpecErrors errors)
{
    private const int MostLines = 50, MostText = 1000;

    private static readonly string[] Keys =
    [
        "partition", "time", "gpus", "cpus", "memory", "runs_per_task", "array_size", "throttle", "setup", "extra",
    ];

    // What the launcher gives itself, and what would keep it from hearing of a job or a task from going on.
    private static readonly string[] Reserved =
    [
        "--array", "-a", "--chdir", "-D", "--output", "-o", "--error", "-e", "--job-name", "-J", "--parsable",
        "--requeue", "--no-requeue", "--wait", "-W", "--wrap", "--test-only", "--ntasks", "-n", "--help", "--usage",
        "--version", "-V",
    ];

    private readonly Dictionary<string, SpecNode> given = [];

    /// <summary>The section; what is refused is reported and left out.</summary>
    public SlurmSpec Read(SpecNode node)
    {
        if (node is not SpecNode.Mapping mapping)
        {
            errors.Add(node.Mark, "`slurm` needs keys and values, as in `slurm: {partition: main, time: 1:00:00}`, "
                + $"not {node.Description}");
            return SlurmSpec.None;
        }

        foreach (SpecEntry entry in mapping.Entries)
            Give(entry.Key, entry.Value);
        return Bind();
    }

    /// <summary>Takes one key and its value; a key that there is not is reported.</summary>
    public void Give(SpecNode.Scalar key, SpecNode value)
    {
        if (!Keys.Contains(key.Text))
        {
            string hint = NearestName.Find(key.Text, Keys) is { } near ? $": did you mean `{near}`?" : ";";
            errors.Add(key.Mark,
                $"unknown key `{Quotation.Of(key.Text)}`{hint} allowed in `slurm`: {string.Join(", ", Keys)}");
        }
        else if (!given.TryAdd(key.Text, value))
        {
            errors.Add(key.Mark, $"`{key.Text}` is given twice; keep one");
        }
    }

    /// <summary>All that was given; what is refused is reported and left out.</summary>
    public SlurmSpec Bind() => new()
    {
        Partition = Text("partition", Names(), "a partition's name, or several with commas between them"),
        Time = Text("time", Times(), "minutes, h:mm:ss or days-hours, such as `30`, `1:30:00` or `2-12`"),
        Gpus = Text("gpus", Cards(), "how many, such as `1`, or how many of a type, such as `a100:1`"),
        Cpus = Whole("cpus", 1024),
        Memory = Text("memory", Sizes(), "a whole number and K, M, G or T, such as `2G`"),
        RunsPerTask = Whole("runs_per_task", 10_000),
        ArraySize = Whole("array_size", 4_000_000),
        Throttle = Whole("throttle", 4_000_000),
        Setup = Lines("setup", _ => null),
        Extra = Lines("extra", ProblemOfExtra),
    };

    private string? Text(string key, Regex form, string allowed)
    {
        if (!given.TryGetValue(key, out SpecNode? node))
            return null;
        if (node is SpecNode.Scalar { IsNull: false } scalar && form.IsMatch(scalar.Text))
            return scalar.Text;
        Refuse(key, node, allowed);
        return null;
    }

    private int? Whole(string key, int most)
    {
        if (!given.TryGetValue(key, out SpecNode? node))
            return null;
        if (node is SpecNode.Scalar scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= 1 && value <= most)
        {
            return value;
        }

        Refuse(key, node, string.Create(CultureInfo.InvariantCulture, $"a whole number from 1 to {most:N0}"));
        return null;
    }

    /// <summary>A list of lines, or one line for a list of one.</summary>
    private List<string>? Lines(string key, Func<string, string?> problem)
    {
        if (!given.TryGetValue(key, out SpecNode? node))
            return null;
        IReadOnlyList<SpecNode> items = node is SpecNode.Sequence list ? list.Items : [node];
        if (items.Count > MostLines)
        {
            errors.Add(node.Mark, $"`{key}` lists {items.Count:N0} lines; at most {MostLines} are allowed");
            return null;
        }

        var lines = new List<string>();
        foreach (SpecNode item in items)
        {
            if (item is not SpecNode.Scalar { IsNull: false } scalar || !OneLine().IsMatch(scalar.Text)
                || scalar.Text.Length > MostText)
                Refuse(key, item, $"lines of text, each of at most {MostText:N0} characters");
            else if (problem(scalar.Text) is { } refusal)
                errors.Add(item.Mark, $"`{key}: {Quotation.Of(scalar.Text)}` {refusal}");
            else
                lines.Add(scalar.Text.Trim());
        }

        return lines;
    }

    private static string? ProblemOfExtra(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [] || !words[0].StartsWith('-'))
            return "is no option of sbatch; allowed: options with their dashes, such as `--account=me`";
        string? reserved = words.Select(word => word.Split('=')[0]).FirstOrDefault(
            word => Reserved.Contains(word) || Reserved.Any(own => own.Length == 2 && IsShort(word, own)));
        return reserved is null ? null : $"sets {Quotation.Of(reserved)}, which the launcher itself gives to sbatch";
    }

    /// <summary>Whether a word is a short option with its value behind it, as in <c>-o/tmp/log</c>.</summary>
    private static bool IsShort(string word, string option) =>
        word.StartsWith(option, StringComparison.Ordinal) && !word.StartsWith("--", StringComparison.Ordinal);

    private void Refuse(string key, SpecNode node, string allowed) => errors.Add(node.Mark,
        node is SpecNode.Scalar { IsNull: false } scalar
            ? $"`{key}: {Quotation.Of(scalar.Text)}` is not what `{key}` can be; allowed: {allowed}"
            : $"`{key}` is {node.Description}; allowed: {allowed}");

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Names();

    [GeneratedRegex(@"^([0-9]{1,7}(:[0-9]{1,2}){0,2}|[0-9]{1,5}-[0-9]{1,2}(:[0-9]{1,2}){0,2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex(@"^([A-Za-z0-9_.-]+:)?[1-9][0-9]{0,3}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Cards();

    [GeneratedRegex(@"^[1-9][0-9]{0,8}[KMGT]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Sizes();

    [GeneratedRegex(@"^[^\p{C}]*\S[^\p{C}]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex OneLine();
}
