using LeNetLab.Data;
using LeNetLab.Inspection;
using LeNetLab.Results;

namespace LeNetLab.Reports.Pictures;

/// <summary>What networks say of a dataset's images, and what is in the networks.</summary>
/// <param name="Hardest">The images that most networks are wrong about.</param>
/// <param name="Mistakes">For each variant that is shown the images that most of its networks are wrong about.</param>
/// <param name="Networks">A network of each variant that is shown.</param>
/// <param name="Note">Which variants are left out, where there are too many to look at; else empty.</param>
public sealed record DatasetPictures(
    IReadOnlyList<JudgedDigit> Hardest,
    IReadOnlyList<(string Variant, IReadOnlyList<(Digit Digit, Votes Votes)> Digits)> Mistakes,
    IReadOnlyList<NetworkPictures> Networks, string Note)
{
    // A page of more grows slow, and nobody compares them by eye.
    private const int MostVariants = 6;

    private const int MostHard = 12, MostMistakes = 24, HardAsked = 4;

    /// <summary>Gathers the pictures of an experiment's findings on one dataset.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="reader">Has images, predictions and weights.</param>
    /// <returns>Null where the test images are not recorded, or nothing is done.</returns>
    public static DatasetPictures? Of(DatasetFindings findings, ResultsReader reader)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(reader);
        if (findings.Done == 0 || reader.TestImages(findings.Sha256) is not { } images)
            return null;
        IReadOnlyList<VariantSummary> shown = ShownVariants.Of(findings, MostVariants);
        var judgements = new Judgements(images, shown, reader.Predictions);
        IReadOnlyList<JudgedDigit> hardest = judgements.Hardest(MostHard);
        int[] asked =
        [
            .. FirstOfEachClass(images).Concat(hardest.Take(HardAsked).Select(judged => judged.Digit.Index)).Distinct(),
        ];
        var networks = new StoredNetworks(reader);
        return new DatasetPictures(
            hardest, judgements.Mistakes(MostMistakes),
            [
                .. shown.Select(variant => NetworkPictures.Of(variant, networks.Of, images, asked))
                    .OfType<NetworkPictures>(),
            ],
            ShownVariants.Note(shown.Count, findings.Variants.Count));
    }

    private static IEnumerable<int> FirstOfEachClass(ImageSet images) =>
        Enumerable.Range(0, images.Count).DistinctBy(index => images.Labels[index]).OrderBy(index => images.Labels[index]);
}
