using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LeNetLab.Numerics;

/// <summary>
/// Philox4x32-10: four random words that are a pure function of a counter of four words and a key of two (Salmon et
/// al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011).
/// </summary>
internal static class Philox
{
    /// <summary>Bytes of one block of four words.</summary>
    public const int BlockBytes = 4 * sizeof(uint);

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>The block of one counter (c0 … c3) under the key (k0, k1).</summary>
    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1,
                                (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// Consecutive blocks as bytes, the lowest of a word first. Counters are (first, index), (first + 1, index), …, the
    /// low word of each number before the high one.
    /// </summary>
    /// <param name="first">The first block's number.</param>
    /// <param name="index">What all counters share.</param>
    /// <param name="k0">The key's first word.</param>
    /// <param name="k1">Its second.</param>
    /// <param name="bytes">Receives them; whole blocks.</param>
    public static void Blocks(ulong first, ulong index, uint k0, uint k1, Span<byte> bytes)
    {
        if (Avx2.IsSupported)
        {
            for (; bytes.Length >= 4 * BlockBytes; first += 4, bytes = bytes[(4 * BlockBytes)..])
                FourBlocks(first, index, k0, k1, MemoryMarshal.Cast<byte, ulong>(bytes));
        }

        for (; !bytes.IsEmpty; first++, bytes = bytes[BlockBytes..])
        {
            (uint a, uint b, uint c, uint d) =
                Block((uint)first, (uint)(first >> 32), (uint)index, (uint)(index >> 32), k0, k1);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, a);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], b);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], c);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], d);
        }
    }

    /// <summary>Four blocks in the lanes, a word of each in the low half of 64 bits; the high halves mean nothing.</summary>
    private static void FourBlocks(ulong first, ulong index, uint k0, uint k1, Span<ulong> target)
    {
        Vector256<ulong> number = Vector256.Create(first) + Vector256.Create(0UL, 1, 2, 3);
        Vector256<uint> c0 = number.AsUInt32(), c1 = (number >>> 32).AsUInt32();
        Vector256<uint> c2 = Vector256.Create(index).AsUInt32(), c3 = Vector256.Create(index >> 32).AsUInt32();
        Vector256<uint> key0 = Vector256.Create(k0), key1 = Vector256.Create(k1);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(c0, Vector256.Create(Multiplier0));
            Vector256<ulong> product1 = Avx2.Multiply(c2, Vector256.Create(Multiplier1));
            (c0, c1, c2, c3) = ((product1 >>> 32).AsUInt32() ^ c1 ^ key0, product1.AsUInt32(),
                                (product0 >>> 32).AsUInt32() ^ c3 ^ key1, product0.AsUInt32());
            key0 += Vector256.Create(Weyl0);
            key1 += Vector256.Create(Weyl1);
        }

        // Blocks 0 and 2, then 1 and 3: registers are unpacked half by half.
        Vector256<ulong> low = Pair(c0, c1), high = Pair(c2, c3);
        Vector256<ulong> even = Avx2.UnpackLow(low, high), odd = Avx2.UnpackHigh(low, high);
        even.GetLower().CopyTo(target);
        odd.GetLower().CopyTo(target[2..]);
        even.GetUpper().CopyTo(target[4..]);
        odd.GetUpper().CopyTo(target[6..]);
    }

    private static Vector256<ulong> Pair(Vector256<uint> word, Vector256<uint> next) =>
        (word.AsUInt64() & Vector256.Create((ulong)uint.MaxValue)) | (next.AsUInt64() << 32);
}
