using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace LeNetLab.Tests.Fuzz;

/// <summary>Damaged files: what a bad disk, a broken download or ill will makes of good ones.</summary>
internal static class Damage
{
    private static readonly long[] Extremes =
    [
        0, 1, -1, 2, 31, 32, 33, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, 65536, 1_000_000, 1_000_001,
        int.MaxValue - 1, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, (1L << 62) + 1, long.MaxValue,
        long.MinValue, long.MinValue + 1,
    ];

    /// <summary>Bytes of nothing in particular.</summary>
    public static Gen<byte[]> Noise { get; } =
        from length in Gen.Frequency((4, Gen.Choose(0, 40)), (1, Gen.Choose(0, 5_000)))
        from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length)
        select bytes;

    /// <summary>One of several good files after one to three accidents, most of them near its head.</summary>
    public static Gen<byte[]> Of(params byte[][] good) =>
        from start in Gen.Elements(good)
        from accidents in Accident(good).NonEmptyListOf().Resize(3)
        select accidents.Aggregate(start, (bytes, accident) => accident(bytes));

    private static Gen<Func<byte[], byte[]>> Accident(byte[][] good)
    {
        Gen<(int Place, int Number)> places = Gen.Zip(Place, Gen.Choose(0, 255));
        return Gen.Frequency(
            (3, places.Select(at => Change((bytes, place) => bytes[place] ^= (byte)(1 << (at.Number & 7)), at.Place))),
            (2, places.Select(at => Change((bytes, place) => bytes[place] = (byte)at.Number, at.Place))),
            (3, Gen.Zip(places, Gen.Elements(Extremes)).Select(edit => Change(
                (bytes, place) => Write(bytes.AsSpan(place), edit.Item2, edit.Item1.Number & 3), edit.Item1.Place))),
            (2, Place.Select(at => Cut(at, bytes => bytes.Length, []))),
            (1, Place.Select(at => (Func<byte[], byte[]>)(bytes => bytes[At(bytes, at)..]))),
            (1, Gen.Zip(Place, Noise).Select(more => Cut(more.Item1, bytes => At(bytes, more.Item1), more.Item2))),
            (1, places.Select(at => (Func<byte[], byte[]>)(bytes => Doubled(bytes, at.Place, at.Number)))),
            (1, places.Select(at => Cut(
                at.Place, bytes => Math.Min(bytes.Length, At(bytes, at.Place) + at.Number), []))),
            (1, Gen.Zip(Gen.Zip(Place, Place), Gen.Elements(good)).Select(splice => Cut(
                splice.Item1.Item1, bytes => bytes.Length, splice.Item2[At(splice.Item2, splice.Item1.Item2)..]))));
    }

    /// <summary>Other bytes in place of those between two places.</summary>
    private static Func<byte[], byte[]> Cut(int from, Func<byte[], int> to, byte[] other) =>
        bytes => [.. bytes[..At(bytes, from)], .. other, .. bytes[to(bytes)..]];

    // A place from the front, or in thousandths of the whole where it is negative.
    private static Gen<int> Place { get; } = Gen.Frequency((3, Gen.Choose(0, 24)), (2, Gen.Choose(-1000, -1)));

    private static int At(byte[] bytes, int place) =>
        place >= 0 ? Math.Min(place, bytes.Length) : (int)(bytes.Length * (long)-place / 1000);

    private static Func<byte[], byte[]> Change(Action<byte[], int> change, int place) => bytes =>
    {
        byte[] changed = [.. bytes];
        if (At(bytes, place) < bytes.Length)
            change(changed, At(bytes, place));
        return changed;
    };

    private static byte[] Doubled(byte[] bytes, int place, int length)
    {
        int from = At(bytes, place), to = Math.Min(bytes.Length, from + length);
        return [.. bytes[..to], .. bytes[from..]];
    }

    private static void Write(Span<byte> at, long number, int form)
    {
        Span<byte> word = stackalloc byte[8];
        switch (form)
        {
            case 0:
                BinaryPrimitives.WriteInt32BigEndian(word, (int)number);
                break;
            case 1:
                BinaryPrimitives.WriteInt32LittleEndian(word, (int)number);
                break;
            case 2:
                BinaryPrimitives.WriteInt64BigEndian(word, number);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(word, number);
                break;
        }

        int length = Math.Min(form < 2 ? 4 : 8, at.Length);
        word[..length].CopyTo(at);
    }
}
