using LeNetLab.Data;
using LeNetLab.Inspection;
using LeNetLab.Results;

namespace LeNetLab.Reports.Pictures;

/// <summary>What every network of a dataset says of every test image, as far as it is recorded.</summary>
public sealed class Judgements
{
    private readonly ImageSet images;
    private readonly (string Variant, byte[][] Said)[] variants;

    /// <param name="images">The test images.</param>
    /// <param name="variants">Some of the experiment's.</param>
    /// <param name="predictions">What a run said of each image, by its id; null where that is not stored.</param>
    public Judgements(ImageSet images, IReadOnlyList<VariantSummary> variants, Func<string, byte[]?> predictions)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(predictions);
        this.images = images;
        this.variants =
        [
            .. variants.Select(variant => (variant.Variant, Said: variant.Runs
                    .Where(run => run.Status == RunStatus.Done).Select(run => predictions(run.RunId)).OfType<byte[]>()
                    .Where(said => said.Length == images.Count).ToArray()))
                .Where(variant => variant.Said.Length > 0),
        ];
    }

    /// <summary>The images that the largest share of networks is wrong about, each variant counted alike.</summary>
    /// <param name="most">How many at most; none that every network is right about is among them.</param>
    public IReadOnlyList<JudgedDigit> Hardest(int most)
    {
        var shares = new double[images.Count];
        foreach ((_, byte[][] said) in variants)
            Add(WrongRuns(said), 1.0 / said.Length, shares);
        return [.. Largest(shares, most).Select(Judge)];
    }

    /// <summary>The images that most networks of each variant are wrong about.</summary>
    /// <param name="most">How many of each at most.</param>
    public IReadOnlyList<(string Variant, IReadOnlyList<(Digit Digit, Votes Votes)> Digits)> Mistakes(int most) =>
    [
        .. variants.Select(variant =>
        {
            var counts = new double[images.Count];
            Add(WrongRuns(variant.Said), 1, counts);
            return (variant.Variant, (IReadOnlyList<(Digit, Votes)>)
                [.. Largest(counts, most).Select(index => (DigitAt(index), Vote(variant.Variant, variant.Said, index)))]);
        }),
    ];

    /// <summary>An image of the set.</summary>
    public Digit DigitAt(int index) => new(index, images.Labels[index], PixelPicture.Of(images, index));

    private JudgedDigit Judge(int index) =>
        new(DigitAt(index), [.. variants.Select(variant => Vote(variant.Variant, variant.Said, index))]);

    private static Votes Vote(string variant, byte[][] said, int index) => new(variant,
    [
        .. said.CountBy(classes => (int)classes[index]).OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key).Select(count => (count.Key, count.Value)),
    ]);

    private int[] WrongRuns(byte[][] said)
    {
        var wrong = new int[images.Count];
        foreach (byte[] classes in said)
        {
            for (int image = 0; image < wrong.Length; image++)
                wrong[image] += classes[image] == images.Labels[image] ? 0 : 1;
        }

        return wrong;
    }

    private static void Add(int[] counts, double weight, double[] sums)
    {
        for (int image = 0; image < sums.Length; image++)
            sums[image] += counts[image] * weight;
    }

    private static IEnumerable<int> Largest(double[] figures, int most) => Enumerable.Range(0, figures.Length)
        .Where(image => figures[image] > 0).OrderByDescending(image => figures[image]).ThenBy(image => image).Take(most);
}
