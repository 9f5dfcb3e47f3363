using System.IO.Compression;
using LeNetLab.Data;
using LeNetLab.Data.Strokes;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>The digits that whole sweeps train on: MNIST from a folder, or the built-in strokes.</summary>
/// <param name="folder">Where MNIST's files lie, or null.</param>
internal sealed class Digits(string? folder)
{
    private readonly Lazy<Dataset> dataset = new(() => Load(folder));

    /// <summary>In memory.</summary>
    public Dataset Dataset => dataset.Value;

    /// <summary>Writes them as four compressed IDX files, so that two programs read the same.</summary>
    public void WriteTo(string target)
    {
        Write("train", Dataset.Train);
        Write("t10k", Dataset.Test);

        void Write(string prefix, ImageSet images)
        {
            using GZipStream pixels = Create($"{prefix}-images-idx3-ubyte.gz");
            IdxFile.WriteImages(pixels, images);
            using GZipStream labels = Create($"{prefix}-labels-idx1-ubyte.gz");
            IdxFile.WriteLabels(labels, images);
        }

        GZipStream Create(string name) => new(File.Create(Path.Combine(target, name)), CompressionLevel.Fastest);
    }

    private static Dataset Load(string? folder)
    {
        Dataset digits = folder is null
            ? StrokeDigits.Open(CancellationToken.None)
            : new DatasetSource(new DatasetSourceOptions { DataFolder = folder, CacheFolder = folder })
                .LoadAsync("mnist", CancellationToken.None).GetAwaiter().GetResult();
        digits.Load();
        return digits;
    }
}
