using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LeNetLab.Numerics;

/// <summary>
/// A stream of random numbers that is a pure function of (seed, purpose, index, position), by <see cref="Philox"/>.
/// </summary>
/// <remarks>
/// Streams of different purposes are independent, so that a setting which draws more numbers for one purpose (say,
/// a wider network's weights) leaves every other stream (say, the data order) as it was: runs stay paired by seed.
/// </remarks>
public sealed class SeedStream
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly ulong index;
    private uint word0, word1, word2, word3;
    private ulong cachedBlock = ulong.MaxValue;

    private SeedStream(ulong key, ulong index)
    {
        key0 = (uint)key;
        key1 = (uint)(key >> 32);
        this.index = index;
    }

    /// <summary>Another stream of the same seed and purpose, from its beginning.</summary>
    /// <param name="index">Which.</param>
    public SeedStream Sibling(ulong index) => new(((ulong)key1 << 32) | key0, index);

    /// <summary>How many 32-bit words have been drawn. Setting it moves the stream there.</summary>
    public ulong Position { get; set; }

    /// <summary>Opens the stream of one purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, e.g. <c>weights</c>, <c>order</c>.</param>
    /// <param name="index">Which stream of that purpose, e.g. the epoch.</param>
    public static SeedStream Open(long seed, string purpose, ulong index = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\n{seed}"));
        return new SeedStream(BinaryPrimitives.ReadUInt64LittleEndian(digest), index);
    }

    /// <summary>Uniform over all 32-bit values.</summary>
    public uint NextUInt32()
    {
        ulong block = Position / 4;
        if (block != cachedBlock)
        {
            (word0, word1, word2, word3) =
                Philox.Block((uint)block, (uint)(block >> 32), (uint)index, (uint)(index >> 32), key0, key1);
            cachedBlock = block;
        }

        return (Position++ % 4) switch { 0 => word0, 1 => word1, 2 => word2, _ => word3 };
    }

    /// <summary>
    /// Bytes uniform over all their values: those of the next words, the lowest first; a last word may be cut.
    /// </summary>
    public void NextBytes(Span<byte> bytes)
    {
        for (; bytes.Length >= sizeof(uint) && Position % 4 != 0; bytes = bytes[sizeof(uint)..])
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, NextUInt32());

        if (bytes.Length >= Philox.BlockBytes)
        {
            int whole = bytes.Length - (bytes.Length % Philox.BlockBytes);
            Philox.Blocks(Position / 4, index, key0, key1, bytes[..whole]);
            Position += (ulong)(whole / sizeof(uint));
            bytes = bytes[whole..];
        }

        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, NextUInt32());

        if (bytes.IsEmpty)
            return;
        Span<byte> last = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(last, NextUInt32());
        last[..bytes.Length].CopyTo(bytes);
    }

    /// <summary>Uniform over the 2⁵³ multiples of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32();
        return (((high << 32) | NextUInt32()) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform over 0 … <paramref name="exclusiveMax"/> − 1, without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        uint bound = (uint)exclusiveMax;
        uint rejectBelow = (uint)(-bound % bound);
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * bound;
        }
        while ((uint)product < rejectBelow);
        return (int)(product >> 32);
    }

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        while (true)
        {
            double u = NextDouble(-1, 1), v = NextDouble(-1, 1);
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
                return u * Math.Sqrt(-2 * PortableMath.Log(s) / s);
        }
    }

    /// <summary>Permutes the values uniformly (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int chosen = NextInt32(last + 1);
            (values[last], values[chosen]) = (values[chosen], values[last]);
        }
    }
}
