namespace LeNetLab.Data;

/// <summary>
/// What is odd about images of one's own though every file is well-formed, as sentences. It may be meant, so that
/// nothing is altered or refused on its account.
/// </summary>
public static class DatasetNotices
{
    /// <summary>No pixel above this in thousands of images: they were written as 0 and 1, or nearly so.</summary>
    private const int Faint = 63;

    /// <summary>A class this many times as frequent as another is worth a word.</summary>
    private const int Uneven = 10;

    /// <summary>Everything that is odd; empty for the datasets of the catalogue and for strokes.</summary>
    /// <param name="train">What networks are trained on.</param>
    /// <param name="test">What they are never trained on, or should not be.</param>
    /// <remarks>Takes about 2 µs an image.</remarks>
    public static IReadOnlyList<string> Of(ImageSet train, ImageSet test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ImageSurvey training = ImageSurvey.Of(train), testing = ImageSurvey.Of(test);
        Dictionary<UInt128, int> labels = LabelsByImage(training);
        return
        [
            .. Pixels("training", training), .. Pixels("test", testing),
            .. Classes("training", training), .. Classes("test", testing), .. Balance(training),
            .. Overlap(testing, labels), .. Contradictions(training, labels),
        ];
    }

    private static IEnumerable<string> Pixels(string set, ImageSurvey found)
    {
        if (found.Blank > 0)
        {
            yield return $"{Share(found.Blank, found.Count, set)} {Are(found.Blank)} blank: one grey level from edge to "
                + "edge.";
        }

        if (found.Blank == found.Count)
            yield break;
        if (found.Brightest <= Faint)
        {
            yield return $"No pixel of the {set} images is above {found.Brightest}, and the networks expect ink "
                + "at 255. Multiply the grey levels if they were stored as 0 to 1.";
        }

        if (2 * found.Light > found.Count)
        {
            yield return $"{Share(found.Light, found.Count, set)} {Have(found.Light)} a light background: the networks "
                + "expect 0 there and 255 for ink, as in MNIST. Invert the images (255 − grey level) if they are dark "
                + "on white.";
        }
    }

    private static IEnumerable<string> Classes(string set, ImageSurvey found)
    {
        int[] missing = [.. Enumerable.Range(0, IdxFile.Classes).Where(label => found.Classes[label] == 0)];
        if (missing.Length == IdxFile.Classes - 1)
            yield return $"All {found.Count:N0} {set} labels are {found.Images.Labels[0]}.";
        else if (missing.Length > 0)
        {
            yield return $"No {set} image is of class {string.Join(", ", missing)}; the networks tell "
                + $"{IdxFile.Classes} classes apart all the same.";
        }
    }

    private static IEnumerable<string> Balance(ImageSurvey found)
    {
        (int Label, int Count)[] classes =
            [.. found.Classes.Index().Where(row => row.Item > 0).OrderBy(row => row.Item)];
        (int Label, int Count) fewest = classes[0], most = classes[^1];
        if (most.Count > Uneven * fewest.Count)
        {
            yield return $"Classes differ much in size: {most.Count:N0} training images are of class {most.Label}, "
                + $"{fewest.Count:N0} of class {fewest.Label}.";
        }
    }

    private static IEnumerable<string> Overlap(ImageSurvey test, Dictionary<UInt128, int> labels)
    {
        int shared = test.Keys.Count(labels.ContainsKey);
        if (shared > 0)
        {
            yield return $"{Share(shared, test.Count, "test")} {Are(shared)} among the training images, pixel for "
                + "pixel: the test error is no error on images never seen before.";
        }
    }

    private static IEnumerable<string> Contradictions(ImageSurvey train, Dictionary<UInt128, int> labels)
    {
        int contrary = train.Keys.Count(key => labels[key] < 0);
        if (contrary > 0)
        {
            yield return $"{Share(contrary, train.Count, "training")} {Are(contrary)} there again, pixel for pixel, "
                + "with another label.";
        }
    }

    /// <summary>The label of each image's pixels; −1 where equal pixels have several.</summary>
    private static Dictionary<UInt128, int> LabelsByImage(ImageSurvey found)
    {
        var labels = new Dictionary<UInt128, int>(found.Count);
        for (int i = 0; i < found.Count; i++)
        {
            int label = found.Images.Labels[i];
            if (!labels.TryAdd(found.Keys[i], label) && labels[found.Keys[i]] != label)
                labels[found.Keys[i]] = -1;
        }

        return labels;
    }

    private static string Share(int some, int all, string set) =>
        $"{some:N0} of {all:N0} {set} images ({100.0 * some / all:0.##} %)";

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static string Have(int count) => count == 1 ? "has" : "have";
}
