using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeNetLab.Data;

/// <summary>What one pass over a set of images finds out about it.</summary>
internal sealed class ImageSurvey
{
    /// <summary>Grey levels above this are light: the middle of 0 … 255.</summary>
    private const int Middle = 127;

    private ImageSurvey(ImageSet images)
    {
        Images = images;
        Keys = new UInt128[images.Count];
        for (int i = 0; i < images.Count; i++)
            Look(i, images.Image(i));
    }

    /// <summary>What was looked at.</summary>
    internal ImageSet Images { get; }

    /// <summary>Images of each class, [label].</summary>
    internal int[] Classes { get; } = new int[IdxFile.Classes];

    /// <summary>Images whose border is light, and lighter than what it surrounds.</summary>
    internal int Light { get; private set; }

    /// <summary>Images of one grey level alone.</summary>
    internal int Blank { get; private set; }

    /// <summary>The highest grey level of all.</summary>
    internal byte Brightest { get; private set; }

    /// <summary>The beginning of each image's SHA-256, [image]: equal for equal pixels alone.</summary>
    internal UInt128[] Keys { get; }

    /// <summary>Number of images.</summary>
    internal int Count => Images.Count;

    /// <summary>Looks at every image once.</summary>
    internal static ImageSurvey Of(ImageSet images) => new(images);

    private void Look(int index, ReadOnlySpan<byte> image)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(image, hash);
        Keys[index] = BinaryPrimitives.ReadUInt128BigEndian(hash);
        Classes[Images.Labels[index]]++;
        if (!image.ContainsAnyExcept(image[0]))
            Blank++;
        byte brightest = 0;
        int inside = 0, border = 0, columns = Images.Columns, last = image.Length - columns;
        for (int row = 0; row < image.Length; row += columns)
        {
            ReadOnlySpan<byte> line = image.Slice(row, columns);
            int sum = 0;
            foreach (byte level in line)
            {
                sum += level;
                brightest = Math.Max(brightest, level);
            }

            int outer = row == 0 || row == last ? sum : line[0] + line[^1];
            border += outer;
            inside += sum - outer;
        }

        Brightest = Math.Max(Brightest, brightest);
        int around = (2 * (columns + Images.Rows)) - 4, within = image.Length - around;
        if (border > Middle * around && (long)border * within > (long)inside * around)
            Light++;
    }
}
