namespace LeNetLab.Data;

/// <summary>A training set and a test set that belong together.</summary>
/// <remarks>
/// The images may come later than the name and the sum: to see that nothing is left to train, nobody needs them.
/// </remarks>
public sealed class Dataset
{
    private readonly Lazy<(ImageSet Train, ImageSet Test)> images;

    /// <summary>A dataset whose images are at hand.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="sha256">See <see cref="Sha256"/>.</param>
    /// <param name="train">See <see cref="Train"/>.</param>
    /// <param name="test">See <see cref="Test"/>.</param>
    public Dataset(string name, string sha256, ImageSet train, ImageSet test)
        : this(name, sha256, train.Count, test.Count, () => (train, test))
    {
    }

    /// <summary>A dataset whose images are made when they are asked for, once.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="sha256">See <see cref="Sha256"/>.</param>
    /// <param name="trainCount">Number of training images.</param>
    /// <param name="testCount">Number of test images.</param>
    /// <param name="make">Makes both sets, with that sum.</param>
    public Dataset(
        string name, string sha256, int trainCount, int testCount, Func<(ImageSet Train, ImageSet Test)> make)
    {
        Name = name;
        Sha256 = sha256;
        TrainCount = trainCount;
        TestCount = testCount;
        images = new Lazy<(ImageSet, ImageSet)>(make);
    }

    /// <summary>As named in specs and results, e.g. <c>mnist</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Lower-case hex SHA-256 over the four files' own SHA-256 sums of their uncompressed bytes, in the order training
    /// images, training labels, test images, test labels, as lines of lower-case hex ended by a line feed.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>Number of training images.</summary>
    public int TrainCount { get; }

    /// <summary>Number of test images.</summary>
    public int TestCount { get; }

    /// <summary>What networks are trained on.</summary>
    public ImageSet Train => images.Value.Train;

    /// <summary>What they are never trained on.</summary>
    public ImageSet Test => images.Value.Test;

    /// <summary>Where it was had, for people to read: a folder, or how it was made. Not part of its identity.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Makes the images now, so that what goes wrong with them does so before anything is trained.</summary>
    /// <exception cref="DatasetException">They are not what they should be.</exception>
    public void Load() => _ = images.Value;
}
