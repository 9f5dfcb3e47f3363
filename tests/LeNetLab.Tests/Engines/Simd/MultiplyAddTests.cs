using System.Runtime.Intrinsics;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>
/// Every multiply-add rounds once: what the lanes do at this width of registers, and the emulation whether this width
/// needs it or not, against the platform's own for single numbers.
/// </summary>
public sealed unsafe class MultiplyAddTests
{
    private const int Draws = 400_000;
    private const int Together = 16;

    private static readonly float[] Special =
    [
        0f, 1f, 1.5f, 3f, 1f / 3, float.Epsilon, 1.1754942e-38f, 1.17549435e-38f, 2.3509887e-38f, 5.9604645e-08f,
        1.8446744e19f, 1.7014118e38f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    [Fact]
    public void Random_bit_patterns()
    {
        SeedStream stream = SeedStream.Open(1, "multiply-add");
        AssertRoundedOnce(Draws, () => (AnyFloat(stream), AnyFloat(stream), AnyFloat(stream)));
    }

    [Fact]
    public void Products_and_summands_that_overlap_or_cancel()
    {
        SeedStream stream = SeedStream.Open(2, "multiply-add");
        AssertRoundedOnce(Draws, () =>
        {
            int exponent = stream.NextInt32(240) - 120;
            return (Near(stream, 0), Near(stream, exponent), Near(stream, exponent + stream.NextInt32(60) - 30));
        });
    }

    [Fact]
    public void Special_numbers_in_every_combination()
    {
        float[] signed = [.. Special, .. Special.Select(x => -x)];
        int n = signed.Length, next = 0;
        AssertRoundedOnce(n * n * n, () =>
        {
            int at = next++ % (n * n * n);
            return (signed[at % n], signed[at / n % n], signed[at / n / n]);
        });
    }

    // The product is half a unit in c's last place, times (1 + i·2⁻²³)(1 + j·2⁻²³). With i = −j it misses the half by
    // less than a double can hold beside c: rounded to double and then to single, the sum goes the wrong way. At 127
    // the half decides between the largest number and infinity; from −126 down, results are subnormal.
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(127)]
    [InlineData(-100)]
    [InlineData(-125)]
    [InlineData(-126)]
    [InlineData(-127)]
    [InlineData(-130)]
    [InlineData(-140)]
    public void Sums_that_all_but_lie_halfway(int exponent)
    {
        SeedStream stream = SeedStream.Open(exponent, "halfway");
        int half = Math.Max(exponent - 24, -150);
        AssertRoundedOnce(Draws / 4, () =>
        {
            int i = stream.NextInt32(9) - 4, j = stream.NextInt32(2) == 0 ? -i : stream.NextInt32(9) - 4;
            return (NextToPower(i, half / 2), NextToPower(j, half - (half / 2)) * Sign(stream), Near(stream, exponent));
        });
    }

    /// <summary>Rounding twice is caught by the numbers above: plain double arithmetic fails on them.</summary>
    [Fact]
    public void Rounding_twice_is_wrong_where_the_sum_all_but_lies_halfway()
    {
        float a = NextToPower(1, -12), b = NextToPower(-1, -12), c = MathF.BitIncrement(1);

        Assert.NotEqual((float)(((double)a * b) + c), MathF.FusedMultiplyAdd(a, b, c));
    }

    /// <summary>Compares everything that multiplies and adds, sixteen at a time.</summary>
    private static void AssertRoundedOnce(int draws, Func<(float A, float B, float C)> draw)
    {
        float* a = stackalloc float[Together], b = stackalloc float[Together], c = stackalloc float[Together];
        float* result = stackalloc float[Together];
        for (int drawn = 0; drawn < draws; drawn += Together)
        {
            for (int i = 0; i < Together; i++)
                (a[i], b[i], c[i]) = draw();
            EmulatedMultiplyAdd.Of(Vector512.Load(a), Vector512.Load(b), Vector512.Load(c)).Store(result);
            AssertEqual(a, b, c, result, "the emulation");
            Lanes<Lane8>(a, b, c, result);
            Lanes<Lane16>(a, b, c, result);
        }
    }

    private static void Lanes<TLane>(float* a, float* b, float* c, float* result)
        where TLane : struct, ILane<TLane>
    {
        for (int i = 0; i < Together; i += TLane.Count)
            TLane.MultiplyAdd(TLane.Load(a + i), TLane.Load(b + i), TLane.Load(c + i)).Store(result + i);
        AssertEqual(a, b, c, result, $"{TLane.Count} lanes, MultiplyAdd");
        for (int i = 0; i < Together; i += TLane.Count)
        {
            TLane sum = TLane.Load(c + i);
            sum.AddProduct(TLane.Load(a + i), TLane.Load(b + i));
            sum.Store(result + i);
        }

        AssertEqual(a, b, c, result, $"{TLane.Count} lanes, AddProduct");
    }

    private static void AssertEqual(float* a, float* b, float* c, float* actual, string by)
    {
        for (int i = 0; i < Together; i++)
        {
            float expected = MathF.FusedMultiplyAdd(a[i], b[i], c[i]);
            bool same = BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual[i])
                || (float.IsNaN(expected) && float.IsNaN(actual[i]));
            if (!same)
                Assert.Fail($"{a[i]:R} · {b[i]:R} + {c[i]:R} is {expected:R}; {by}: {actual[i]:R}");
        }
    }

    private static float AnyFloat(SeedStream stream) => BitConverter.UInt32BitsToSingle(stream.NextUInt32());

    private static int Sign(SeedStream stream) => stream.NextInt32(2) == 0 ? 1 : -1;

    /// <summary>Any number of this binary exponent, of either sign.</summary>
    private static float Near(SeedStream stream, int exponent) =>
        MathF.ScaleB(1 + ((stream.NextUInt32() & 0x7F_FFFF) * MathF.ScaleB(1, -23)), exponent) * Sign(stream);

    /// <summary>2ⁿ·(1 + k·2⁻²³).</summary>
    private static float NextToPower(int k, int n) => MathF.ScaleB(1 + (k * MathF.ScaleB(1, -23)), n);
}
