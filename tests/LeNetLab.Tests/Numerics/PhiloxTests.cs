using LeNetLab.Numerics;

namespace LeNetLab.Tests.Numerics;

public sealed class PhiloxTests
{
    // Known answers published with the generator (Random123, kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u,
        0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    // Beyond four blocks they are worked out in registers, where those are wide enough; the carry into a counter's
    // second word is among them.
    [Theory]
    [InlineData(0ul, 0ul, 1)]
    [InlineData(0ul, 7ul, 4)]
    [InlineData(3ul, ~0ul, 13)]
    [InlineData(uint.MaxValue - 1ul, 0x1_0000_0002ul, 8)]
    [InlineData(ulong.MaxValue - 2, 5ul, 6)]
    public void Blocks_are_those_of_one_counter_after_the_other(ulong first, ulong index, int count)
    {
        var bytes = new byte[count * Philox.BlockBytes];

        Philox.Blocks(first, index, 0xa4093822u, 0x299f31d0u, bytes);

        IEnumerable<byte> expected = Enumerable.Range(0, count).SelectMany(i =>
        {
            ulong number = unchecked(first + (ulong)i);
            (uint a, uint b, uint c, uint d) = Philox.Block(
                (uint)number, (uint)(number >> 32), (uint)index, (uint)(index >> 32), 0xa4093822u, 0x299f31d0u);
            return new[] { a, b, c, d }.SelectMany(BitConverter.GetBytes);
        });
        Assert.Equal(expected, bytes);
    }
}
