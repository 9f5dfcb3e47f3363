using LeNetLab.Specs;

namespace LeNetLab.Reports.Factors;

/// <summary>Names of variants that are every combination of the levels of two factors or more.</summary>
/// <param name="Factors">In the order of the names.</param>
/// <param name="Order">
/// Of each combination the place of its name among those given; the last factor's level varies fastest.
/// </param>
internal sealed record FactorLayout(IReadOnlyList<Factor> Factors, IReadOnlyList<int> Order)
{
    private const string Named = "variant";

    /// <summary>How many effects are tested: each factor's, and what each two have together.</summary>
    public int Effects => Factors.Count * (Factors.Count + 1) / 2;

    /// <summary>The layout of some names; null where combinations are missing, or there is one factor alone.</summary>
    public static FactorLayout? Of(IReadOnlyList<string> variants)
    {
        (string Factor, string Level)[][] labels = [.. variants.Select(variant => VariantLabels.Parts(variant).ToArray())];
        string[] names = [.. labels[0].Select(part => part.Factor)];
        if (labels.Any(label => !label.Select(part => part.Factor).SequenceEqual(names)))
            return null;
        int[][] together = Together(labels, names.Length);
        Factor[] factors =
        [
            .. together.Select(places => new Factor(
                string.Join(", ", places.Select(place => names[place].Length == 0 ? Named : names[place])),
                [.. labels.Select(label => Level(label, places)).Distinct()])),
        ];
        int combinations = factors.Aggregate(1, (product, factor) => product * factor.Levels.Count);
        if (factors.Length < 2 || combinations != variants.Count)
            return null;
        Dictionary<int, int> byPlace = [];
        for (int variant = 0; variant < variants.Count; variant++)
        {
            int place = 0;
            foreach ((int[] places, Factor factor) in together.Zip(factors))
                place = (place * factor.Levels.Count) + factor.Levels.ToList().IndexOf(Level(labels[variant], places));
            byPlace[place] = variant;
        }

        return byPlace.Count != combinations ? null
            : new FactorLayout(factors, [.. Enumerable.Range(0, combinations).Select(place => byPlace[place])]);
    }

    /// <summary>Places of a label that change and never without each other, as those of a zip do: one factor each.</summary>
    private static int[][] Together((string Factor, string Level)[][] labels, int places)
    {
        List<List<int>> factors = [];
        foreach (int place in Enumerable.Range(0, places).Where(place => Distinct([place]) > 1))
        {
            List<int>? same = factors.FirstOrDefault(factor =>
                Distinct([factor[0], place]) == Distinct([place]) && Distinct([place]) == Distinct([factor[0]]));
            if (same is null)
                factors.Add([place]);
            else
                same.Add(place);
        }

        return [.. factors.Select(factor => factor.ToArray())];

        int Distinct(int[] some) => labels.Select(label => Level(label, some)).Distinct().Count();
    }

    private static string Level((string Factor, string Level)[] label, IEnumerable<int> places) =>
        string.Join(", ", places.Select(place =>
            label[place].Factor.Length == 0 ? label[place].Level : $"{label[place].Factor}={label[place].Level}"));
}
