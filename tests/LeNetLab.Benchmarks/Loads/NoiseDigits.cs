using LeNetLab.Data;
using LeNetLab.Numerics;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>Images that cost what digits cost and need no files: a fifth of the pixels inked.</summary>
internal static class NoiseDigits
{
    public static ImageSet Draw(long seed, int count)
    {
        SeedStream random = SeedStream.Open(seed, "noise digits");
        const int Size = DatasetSource.ImageSide * DatasetSource.ImageSide;
        byte[] pixels = [.. Enumerable.Range(0, count * Size)
            .Select(_ => random.NextInt32(5) == 0 ? (byte)random.NextInt32(256) : (byte)0)];
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt32(10))];
        return new ImageSet(pixels, labels, DatasetSource.ImageSide, DatasetSource.ImageSide);
    }
}
