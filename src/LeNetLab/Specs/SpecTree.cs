using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeNetLab.Specs;

/// <summary>YAML text to <see cref="SpecNode"/>s, within bounds that no hostile text can break.</summary>
internal sealed class SpecTree
{
    /// <summary>Nodes of a document, aliases counted as what they stand for.</summary>
    public const int MaxNodes = 25_000;

    /// <summary>Levels of nesting; a spec needs five.</summary>
    public const int MaxDepth = 32;

    public const string TooLarge = "is larger than 1 MiB; a spec is a page of text";

    private readonly SourceText source;
    private readonly SpecErrors errors;
    private readonly Parser parser;
    private readonly Dictionary<string, SpecNode> anchors = [];
    private readonly HashSet<string> openAnchors = [];
    private int nodes;

    private SpecTree(SourceText source, SpecErrors errors)
    {
        this.source = source;
        this.errors = errors;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The document's keys and values; null if no sense can be made of the text, which is reported.</summary>
    public static SpecNode.Mapping? Parse(string file, string yaml, SpecErrors errors)
    {
        if (yaml.Length > SpecFile.MaxLength)
        {
            errors.Add(new SourceMark(file, 1, 1), TooLarge);
            return null;
        }

        var text = new SourceText(file, yaml);
        try
        {
            return new SpecTree(text, errors).ReadDocument();
        }
        catch (YamlException e)
        {
            SourceMark mark = text.At(e.Start.Index);
            // The parser names the place where the structure began, which may be lines before the tab.
            SourceMark? tab =
                e.Message.Contains(" tab", StringComparison.Ordinal) ? text.IndentingTab(mark.Line) : null;
            errors.Add(tab ?? mark, Explain(e.Message));
            return null;
        }
        catch (RefusedException e)
        {
            errors.Add(e.Mark, e.Message);
            return null;
        }
    }

    /// <summary>What a text in YAML's quotes stands for; null if they do not enclose all of it.</summary>
    public static string? Unquoted(string text)
    {
        var reader = new Parser(new StringReader(text));
        try
        {
            reader.Consume<StreamStart>();
            reader.Consume<DocumentStart>();
            Scalar scalar = reader.Consume<Scalar>();
            reader.Consume<DocumentEnd>();
            reader.Consume<StreamEnd>();
            return scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? scalar.Value : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // As in Next: the parser takes some broken texts for mistakes of its own.
            return null;
        }
    }

    private SpecNode.Mapping ReadDocument()
    {
        Next<StreamStart>();
        if (Next() is not DocumentStart)
        {
            throw new RefusedException(
                source.At(0), "the spec is empty; it needs at least name, question, dataset and seeds");
        }

        SpecNode root = ReadNode(Next(), 1);
        Next<DocumentEnd>();
        if (Next() is DocumentStart second)
            throw new RefusedException(At(second), "a second document begins here; a file holds one spec");
        return root as SpecNode.Mapping
            ?? throw new RefusedException(root.Mark, $"a spec is a mapping of keys (name: …), not {root.Description}");
    }

    private SpecNode ReadNode(ParsingEvent start, int depth)
    {
        SourceMark mark = At(start);
        if (start is AnchorAlias alias)
            return Expand(alias, mark, depth);
        if (start is not NodeEvent node)
            throw new RefusedException(mark, "a value is missing here");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            string tag = node.Tag.Value.Replace("tag:yaml.org,2002:", "!!");
            throw new RefusedException(mark, $"the tag `{Quotation.Of(tag)}` is not supported; leave it out");
        }

        Count(1, depth, mark);

        string? anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        if (anchor is not null)
            openAnchors.Add(anchor);
        SpecNode read = node switch
        {
            Scalar scalar => new SpecNode.Scalar(mark, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => new SpecNode.Sequence(mark, ReadItems(depth)),
            _ => new SpecNode.Mapping(mark, ReadEntries(depth)),
        };
        if (anchor is not null)
        {
            openAnchors.Remove(anchor);
            anchors[anchor] = read;
        }

        return read;
    }

    private List<SpecNode> ReadItems(int depth)
    {
        var items = new List<SpecNode>();
        for (ParsingEvent next = Next(); next is not SequenceEnd; next = Next())
            items.Add(ReadNode(next, depth + 1));
        return items;
    }

    private List<SpecEntry> ReadEntries(int depth)
    {
        var entries = new List<SpecEntry>();
        var seen = new Dictionary<string, SourceMark>();
        for (ParsingEvent next = Next(); next is not MappingEnd; next = Next())
        {
            SpecNode key = ReadNode(next, depth + 1);
            SpecNode value = ReadNode(Next(), depth + 1);
            if (key is not SpecNode.Scalar { IsNull: false } name)
            {
                Refuse(key.Mark, $"a key is a name, not {key.Description}");
            }
            else if (name is { IsPlain: true, Text: "<<" })
            {
                Refuse(name.Mark,
                    "merge keys (`<<`) are not supported; write the settings out, or name them in `variants`");
            }
            else if (seen.TryGetValue(name.Text, out SourceMark first))
            {
                errors.Add(name.Mark,
                    $"`{Quotation.Of(name.Text)}` is given twice, here and on line {first.Line}; keep one");
            }
            else
            {
                seen.Add(name.Text, name.Mark);
                entries.Add(new SpecEntry(name, value));
            }
        }

        return entries;
    }

    /// <summary>What an alias stands for, placed where the alias stands.</summary>
    private SpecNode Expand(AnchorAlias alias, SourceMark mark, int depth)
    {
        string name = alias.Value.Value;
        if (openAnchors.Contains(name))
            throw new RefusedException(mark, $"`*{Quotation.Of(name)}` stands inside of what it repeats");
        if (!anchors.TryGetValue(name, out SpecNode? target))
        {
            throw new RefusedException(mark,
                $"`*{Quotation.Of(name)}` repeats something that nothing before it names `&{Quotation.Of(name)}`");
        }

        Count(target.Size, depth + target.Depth - 1, mark);
        return target with { Mark = mark };
    }

    private void Count(int more, int depth, SourceMark mark)
    {
        // Both terms are bounded, so that the sum cannot overflow: no node is larger than the limit.
        nodes += more;
        if (nodes > MaxNodes)
        {
            throw new RefusedException(mark, $"the spec has more than {MaxNodes:N0} values here, counting what "
                + "aliases stand for; no question needs so many");
        }

        if (depth > MaxDepth)
        {
            throw new RefusedException(mark,
                $"the spec is nested more than {MaxDepth} levels deep here; five are enough");
        }
    }

    private void Refuse(SourceMark mark, string message)
    {
        errors.Add(mark, message);
        errors.DoubtEverything();
    }

    private ParsingEvent Next()
    {
        SourceMark last = source.At(parser.Current?.End.Index ?? 0);
        bool more;
        try
        {
            more = parser.MoveNext();
        }
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            // Some broken texts (a flow mapping that goes on in column 1, a tag that is no address) the parser takes
            // for mistakes of its own: an InvalidOperationException, an ArgumentException.
            throw new RefusedException(last, Explain("it cannot be read from here on"));
        }

        return more && parser.Current is { } current
            ? current
            : throw new RefusedException(source.At(source.Text.Length), "the text ends too early");
    }

    private void Next<T>()
    {
        ParsingEvent next = Next();
        if (next is not T)
            throw new RefusedException(At(next), $"{typeof(T).Name} expected here");
    }

    private SourceMark At(ParsingEvent e) => source.At(e.Start.Index);

    private static string Explain(string problem)
    {
        string lower =
            problem.Length > 0 ? char.ToLowerInvariant(problem[0]) + problem[1..].TrimEnd('.') : "it is broken";
        string advice =
            problem.Contains(" tab", StringComparison.Ordinal) ? "indent lines with spaces"
            : problem.Contains("invalid mapping", StringComparison.Ordinal)
                || problem.Contains("apping values are not allowed", StringComparison.Ordinal)
                ? "a text that contains `: ` needs quotes around it"
            : problem.Contains("cannot start any token", StringComparison.Ordinal)
                ? "a text that begins with a special character needs quotes around it"
            : "look for a bracket or quote left open, or a line indented differently from its neighbours";
        return $"this is not YAML: {Quotation.Of(lower, 200)}; {advice}";
    }

    /// <summary>The text is YAML that no spec may be made of.</summary>
    private sealed class RefusedException(SourceMark mark, string message) : Exception(message)
    {
        public SourceMark Mark { get; } = mark;
    }
}
