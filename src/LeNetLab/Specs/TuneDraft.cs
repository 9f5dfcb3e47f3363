namespace LeNetLab.Specs;

/// <summary>The section <c>tune</c> as its file gives it.</summary>
/// <param name="Lists">What is tried: a path and its values, of which all combinations are.</param>
/// <param name="Trial">What trials have besides: images held out, and fewer epochs or images if so given.</param>
/// <param name="Seeds">How many seeds try each setting.</param>
/// <param name="Mark">Where it stands.</param>
internal sealed record TuneDraft(
    IReadOnlyList<(SettingDefinition Setting, IReadOnlyList<GivenValue> Values)> Lists,
    IReadOnlyList<GivenValue> Trial, int Seeds, SourceMark Mark)
{
    /// <summary>Settings to be tried for each variant; a great many count as 2³¹ − 1.</summary>
    public long Candidates =>
        Lists.Aggregate(1L, (product, list) => Math.Min(int.MaxValue, product * list.Values.Count));

    /// <summary>The same without what the command line has fixed; null if nothing is left to try.</summary>
    public TuneDraft? Without(IEnumerable<GivenValue> values)
    {
        HashSet<SettingDefinition> paths = [.. values.Select(value => value.Setting)];
        (SettingDefinition, IReadOnlyList<GivenValue>)[] left = [.. Lists.Where(list => !paths.Contains(list.Setting))];
        return left.Length == 0 ? null : this with { Lists = left };
    }

    /// <summary>Every combination of the lists, the first path varying slowest.</summary>
    public IEnumerable<GivenValue[]> Combinations() => Lists.Aggregate(
        (IEnumerable<GivenValue[]>)[[]],
        (soFar, list) => soFar.SelectMany(values => list.Values.Select(value => (GivenValue[])[.. values, value])));
}
