namespace LeNetLab.Specs;

/// <summary>A piece of a spec's YAML that knows where it stands.</summary>
/// <param name="Mark">Where it begins.</param>
/// <param name="Size">How many nodes it holds, itself among them, aliases counted as what they stand for.</param>
/// <param name="Depth">How many levels it holds: 1 for a scalar.</param>
internal abstract record SpecNode(SourceMark Mark, int Size, int Depth)
{
    /// <summary>What it is called in messages.</summary>
    public abstract string Description { get; }

    /// <summary>A single value. Quotes make no difference but for an empty text.</summary>
    public sealed record Scalar(SourceMark Mark, string Text, bool IsPlain) : SpecNode(Mark, 1, 1)
    {
        /// <summary>Whether nothing was written, or YAML's null.</summary>
        public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

        /// <inheritdoc/>
        public override string Description => IsNull ? "nothing" : $"`{Quotation.Of(Text)}`";
    }

    /// <summary>A list.</summary>
    public sealed record Sequence(SourceMark Mark, IReadOnlyList<SpecNode> Items) : SpecNode(
        Mark, 1 + Items.Sum(item => item.Size), 1 + Items.Select(item => item.Depth).DefaultIfEmpty().Max())
    {
        /// <inheritdoc/>
        public override string Description => "a list";
    }

    /// <summary>Keys with their values, in the order of the file; no key stands twice.</summary>
    public sealed record Mapping(SourceMark Mark, IReadOnlyList<SpecEntry> Entries) : SpecNode(
        Mark, 1 + Entries.Sum(entry => 1 + entry.Value.Size),
        1 + Entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max())
    {
        /// <inheritdoc/>
        public override string Description => "a mapping";
    }
}

/// <summary>One line of a mapping.</summary>
internal sealed record SpecEntry(SpecNode.Scalar Key, SpecNode Value)
{
    /// <summary>The key's text.</summary>
    public string Name => Key.Text;

    /// <summary>The key's text, fit to be quoted in a message.</summary>
    public string Quoted => Quotation.Of(Key.Text);
}
