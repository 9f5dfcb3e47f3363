namespace LeNetLab.Reports;

/// <summary>Which variants pictures show where there are too many to tell apart.</summary>
internal static class ShownVariants
{
    /// <summary>Those of the lowest mean test errors, baselines always, in the order of the spec.</summary>
    /// <param name="findings">The variants on one dataset.</param>
    /// <param name="most">How many; all of them if they are no more, else those that have begun, unfinished ones last.</param>
    public static IReadOnlyList<VariantSummary> Of(DatasetFindings findings, int most)
    {
        if (findings.Variants.Count <= most)
            return findings.Variants;
        HashSet<string> baselines =
        [
            .. findings.Family.Groups.Where(group => group.IsBaseline).Select(group => group.Reference?.Variant)
                .OfType<string>(),
        ];
        HashSet<string> chosen =
        [
            .. findings.Variants.Where(variant => variant.Runs.Any(run => run.Epochs > 0))
                .OrderBy(variant => baselines.Contains(variant.Variant)
                    ? double.MinValue
                    : variant.TestError?.Mean ?? double.MaxValue)
                .Take(most).Select(variant => variant.Variant),
        ];
        return [.. findings.Variants.Where(variant => chosen.Contains(variant.Variant))];
    }

    /// <summary>Says so, where some are left out; else empty.</summary>
    /// <param name="shown">How many are shown.</param>
    /// <param name="all">How many there are.</param>
    public static string Note(int shown, int all) => shown >= all ? ""
        : $" Shown are the {shown} of {all} variants with the lowest mean test errors; a declared baseline is always among them.";
}
