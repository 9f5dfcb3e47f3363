using System.Globalization;

namespace LeNetLab.Specs;

/// <summary>Reads <c>seeds</c>: how many, or which.</summary>
internal static class SeedsReader
{
    /// <summary>No sweep repeats its cells more often.</summary>
    public const int MaxCount = 10_000;

    /// <summary>The largest whole number that every reader of the results (JSON's, say) keeps exactly.</summary>
    public const long MaxSeed = (1L << 53) - 1;

    private const string Allowed = "allowed: how many, from 1 to 10,000, or a list of distinct whole numbers from 0";

    /// <summary>The seeds; null if they are refused, which is reported.</summary>
    public static IReadOnlyList<long>? Read(SpecNode node, SpecErrors errors)
    {
        if (node is SpecNode.Sequence { Items.Count: > 0 and <= MaxCount } list)
            return ReadList(list, errors);
        if (node is SpecNode.Scalar { IsNull: false } scalar)
        {
            if (Whole(scalar.Text) is { } count and >= 1 and <= MaxCount)
                return [.. Enumerable.Range(1, (int)count).Select(seed => (long)seed)];
            errors.Add(node.Mark, $"`seeds: {Quotation.Of(scalar.Text)}` is no number of seeds; {Allowed}");
            return null;
        }

        errors.Add(node.Mark, node is SpecNode.Sequence { Items.Count: var length }
            ? $"{length:N0} seeds are listed; {Allowed}"
            : $"`seeds` is {node.Description}; {Allowed}");
        return null;
    }

    private static List<long>? ReadList(SpecNode.Sequence list, SpecErrors errors)
    {
        var seeds = new List<long>();
        var seen = new HashSet<long>();
        bool refused = false;
        foreach (SpecNode item in list.Items)
        {
            if ((item as SpecNode.Scalar) is not { IsNull: false } scalar || Whole(scalar.Text) is not { } seed)
            {
                errors.Add(item.Mark, $"{item.Description} is no seed; allowed: a whole number from 0 to {MaxSeed:N0}");
                refused = true;
            }
            else if (!seen.Add(seed))
            {
                errors.Add(item.Mark, $"the seed {seed} stands twice in the list; its runs would be the same");
                refused = true;
            }
            else
            {
                seeds.Add(seed);
            }
        }

        return refused ? null : seeds;
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value <= MaxSeed
            ? value
            : null;
}
