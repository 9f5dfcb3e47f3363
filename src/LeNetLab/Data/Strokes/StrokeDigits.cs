using LeNetLab.Numerics;

namespace LeNetLab.Data.Strokes;

/// <summary>
/// The built-in digits, for a machine without files and without a network: drawn from this project's own strokes,
/// 60,000 for training and 10,000 for testing, 28×28, the same on every machine.
/// </summary>
/// <remarks>
/// Every image has a seed stream of its own, so that it does not matter who draws it and when. Training and test
/// images share the forms, not the streams: what is tested is the same handwriting, not the same digits.
/// </remarks>
public static class StrokeDigits
{
    /// <summary>As specs and results name the dataset.</summary>
    public const string Name = "strokes";

    /// <summary>Images to train on.</summary>
    public const int TrainCount = 60_000;

    /// <summary>Images to test with.</summary>
    public const int TestCount = 10_000;

    // The sum of the whole set: a change to the forms or the pen makes another dataset, and must change this line.
    private const string Sum = "a8f108cb6c07e0c27df6822918712c835efe184d86da31b5490028119f3110d0";

    // The dataset is a constant: another seed would be another dataset.
    private const long Seed = 1998;

    /// <summary>The dataset; its images are drawn when they are asked for, in a few seconds of one core.</summary>
    /// <param name="cancellation">Stops the drawing.</param>
    public static Dataset Open(CancellationToken cancellation) =>
        new(Name, Sum, TrainCount, TestCount, () => Draw(cancellation)) { Origin = "drawn from built-in strokes" };

    private static (ImageSet Train, ImageSet Test) Draw(CancellationToken cancellation)
    {
        ImageSet train = DrawTraining(TrainCount, cancellation), test = DrawTest(TestCount, cancellation);
        string sum = DatasetFiles.CombinedSum(
            [IdxFile.ImageSum(train), IdxFile.LabelSum(train), IdxFile.ImageSum(test), IdxFile.LabelSum(test)]);
        return sum == Sum
            ? (train, test)
            : throw new DatasetException(
                $"The built-in digits came out as {sum} on this machine instead of {Sum}: its arithmetic is not that "
                + "of IEEE 754. Name a dataset of files instead.");
    }

    /// <summary>The first images of the training set.</summary>
    internal static ImageSet DrawTraining(int count, CancellationToken cancellation) =>
        Draw("strokes train", count, cancellation);

    /// <summary>The first images of the test set.</summary>
    internal static ImageSet DrawTest(int count, CancellationToken cancellation) =>
        Draw("strokes test", count, cancellation);

    private static ImageSet Draw(string purpose, int count, CancellationToken cancellation)
    {
        const int Size = DatasetSource.ImageSide * DatasetSource.ImageSide;
        byte[] pixels = new byte[count * Size], labels = new byte[count];
        ParallelOptions options = new() { CancellationToken = cancellation };
        Parallel.For(0, count, options, () => new Writer(), (i, _, writer) =>
        {
            SeedStream stream = SeedStream.Open(Seed, purpose, (ulong)i);
            labels[i] = writer.Write(stream, pixels.AsSpan(i * Size, Size));
            return writer;
        }, _ => { });
        return new ImageSet(pixels, labels, DatasetSource.ImageSide, DatasetSource.ImageSide);
    }

    /// <summary>Draws one image after the other; its buffers are its own.</summary>
    private sealed class Writer
    {
        private readonly PenPath path = new();
        private readonly Deformation deformation = new();

        /// <returns>The digit.</returns>
        internal byte Write(SeedStream stream, Span<byte> image)
        {
            IReadOnlyList<StrokeForm> forms = StrokeForms.All[stream.NextInt32(StrokeForms.All.Count)];
            StrokeForm form = forms[stream.NextInt32(forms.Count)];

            // Most writing is tidy; one digit in twelve is scrawled, and some of those nobody could be sure about.
            double sloppiness = stream.NextDouble(0.6, 1.3);
            if (stream.NextInt32(12) == 0)
                sloppiness += stream.NextDouble(0, 1.2);
            Hand.Write(form, sloppiness, stream, path);
            deformation.Draw(sloppiness, stream);
            deformation.Apply(path.Points);
            Pen pen = new(stream.NextDouble(0.7, 1.7), stream.NextDouble(0.9, 1.5), stream.NextDouble(0.8, 1));
            PenRaster.Draw(path.Points, pen, DrawFrame(stream), image);
            return form.Digit;
        }

        /// <summary>MNIST's 20 pixels and exact centre, less exactly: nobody crops a page that well.</summary>
        private static Frame DrawFrame(SeedStream stream)
        {
            const double Middle = DatasetSource.ImageSide / 2.0;
            double size = stream.NextDouble(17.5, 20.5);
            double right = Math.Clamp(0.6 * stream.NextGaussian(), -2, 2);
            double down = Math.Clamp(0.6 * stream.NextGaussian(), -2, 2);
            return new Frame(size, Middle + right, Middle + down);
        }
    }
}
