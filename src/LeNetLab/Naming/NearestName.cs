namespace LeNetLab.Naming;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class NearestName
{
    // Longer than any valid name: no slip of the finger, and not worth a quadratic comparison.
    private const int MaxLength = 64;

    // Fewer letters say too little: `batch` is a part of `batch_size` on purpose, `a` by chance.
    private const int ShortestPart = 3;

    /// <summary>
    /// The closest of the valid names, if one is within a third of the written name's length (at least 1); else the
    /// first that contains it; else null. Letter case does not count; of equally close names the first is taken.
    /// </summary>
    public static string? Find(string written, IReadOnlyCollection<string> valid)
    {
        if (written.Length is 0 or > MaxLength)
            return null;
        string lower = written.ToLowerInvariant();
        string? best = null;
        int bestDistance = Math.Max(1, written.Length / 3) + 1;
        foreach (string name in valid)
        {
            int distance = Distance(lower, name.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }

        return best ?? (lower.Length < ShortestPart ? null : valid.FirstOrDefault(name => name.Contains(lower, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other: the
    /// Damerau–Levenshtein distance in its restricted form (optimal string alignment).
    /// </summary>
    public static int Distance(string a, string b)
    {
        var steps = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            steps[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            steps[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(substitution, 1 + Math.Min(steps[i - 1, j], steps[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], 1 + steps[i - 2, j - 2]);
            }
        }

        return steps[a.Length, b.Length];
    }

    /// <summary><c>: did you mean `…`?</c>, or a semicolon if nothing is near: what is allowed follows.</summary>
    public static string Question(string written, IReadOnlyCollection<string> valid) =>
        Find(written, valid) is { } name ? $": did you mean `{name}`?" : ";";
}
