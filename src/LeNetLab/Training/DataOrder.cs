using LeNetLab.Numerics;

namespace LeNetLab.Training;

/// <summary>Which images a run trains on and which it holds out, and the order of each pass.</summary>
/// <remarks>
/// All of it follows from the seed: runs of one seed see the same images in the same order, and a run on fewer
/// images trains on a subset of what a run on more is given.
/// </remarks>
public sealed class DataOrder
{
    private readonly int[] training;
    private readonly int[] validation;
    private readonly long seed;

    /// <param name="available">Images in the training set.</param>
    /// <param name="trainImages">
    /// How many are taken from the beginning of a seeded permutation of them; null takes all.
    /// </param>
    /// <param name="validationImages">How many of those, from their end, are held out.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentException">There are not that many images, or none is left to train on.</exception>
    public DataOrder(int available, int? trainImages, int validationImages, long seed)
    {
        int count = Count(available, trainImages, validationImages);
        this.seed = seed;
        int[] all = [.. Enumerable.Range(0, available)];
        if (count == available)
        {
            training = all;
            validation = [];
            return;
        }

        int[] permutation = [.. all];
        SeedStream.Open(seed, "subset").Shuffle<int>(permutation);

        // Ascending, which is kind to the caches of every pass that only measures.
        training = permutation[..count];
        validation = permutation[count..(count + validationImages)];
        Array.Sort(training);
        Array.Sort(validation);
    }

    /// <summary>The images trained on, ascending.</summary>
    public ReadOnlyMemory<int> Training => training;

    /// <summary>The images held out, ascending.</summary>
    public ReadOnlyMemory<int> Validation => validation;

    /// <summary>How many images are left to train on.</summary>
    /// <inheritdoc cref="DataOrder(int, int?, int, long)"/>
    public static int Count(int available, int? trainImages, int validationImages)
    {
        int taken = trainImages ?? available;
        if (taken < 1 || taken > available)
        {
            throw new ArgumentException(
                $"training.train_images asks for {taken} images; the training set has {available}.");
        }

        if (validationImages < 0 || validationImages >= taken)
        {
            throw new ArgumentException(
                $"training.validation_images holds out {validationImages} of {taken} images; "
                + $"0 … {taken - 1} would leave some to train on.");
        }

        return taken - validationImages;
    }

    /// <summary>Training images drawn before a pass, none of them twice; they depend on no other pass.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="sample">Receives as many as fit, at most all.</param>
    public void FillSample(int epoch, Span<int> sample)
    {
        int[] drawn = [.. training];
        SeedStream.Open(seed, "curvature", (ulong)epoch).Shuffle<int>(drawn);
        drawn.AsSpan(0, sample.Length).CopyTo(sample);
    }

    /// <summary>
    /// Training images drawn at random, the same for the whole run, ascending and none of them twice.
    /// </summary>
    /// <param name="count">How many, at most all.</param>
    public int[] Probe(int count)
    {
        int[] drawn = [.. training];
        SeedStream.Open(seed, "probe").Shuffle<int>(drawn);
        Array.Sort(drawn, 0, count);
        return drawn[..count];
    }

    /// <summary>The order of one pass over the training images; it depends on no other pass.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="order">Receives every training image once.</param>
    public void Fill(int epoch, Span<int> order)
    {
        training.CopyTo(order);
        SeedStream.Open(seed, "order", (ulong)epoch).Shuffle(order);
    }
}
