using System.Collections.Concurrent;
using System.Numerics;
using LeNetLab.Numerics;
using LeNetLab.Tests.Engines.Simd;

namespace LeNetLab.Tests.Numerics;

/// <summary>
/// The logarithm where the engine takes it: of softmax sums, floats from 1 to the number of classes, at most 256 since
/// a label is a byte.
/// </summary>
[Trait("speed", "exhaustive")]
public sealed class LogOfSumsTests
{
    private const int Fraction = 120;

    private static readonly BigInteger Ln2 = 2 * AreaTangent(1, 3);

    /// <summary>
    /// The platform's logarithm is within one unit of the truth, which lies between its two neighbours. Where ours does
    /// not, or where the two do not round to one float, exact arithmetic decides.
    /// </summary>
    [Fact]
    public void Of_every_sum_it_is_within_2_ulp_and_of_all_but_one_rounds_to_the_float_nearest_the_truth()
    {
        var notNearest = new ConcurrentBag<float>();
        float off = 0;
        FloatScan.ForEachBlock(1f, 256f, (from, to) =>
        {
            for (long bits = from; bits <= to; bits++)
            {
                float x = BitConverter.UInt32BitsToSingle((uint)bits);
                double expected = Math.Log(x), actual = PortableMath.Log(x);
                double below = Math.BitDecrement(expected), above = Math.BitIncrement(expected);
                if ((actual < below || actual > above) && ErrorInUlp(actual, Log(x)) > 2)
                    off = x;
                float rounded = (float)actual;
                if ((rounded != (float)below || rounded != (float)above) && !IsNearest(rounded, Log(x)))
                    notNearest.Add(x);
            }
        });

        Assert.Equal(0f, off);
        Assert.Equal([9.472636f], notNearest);
    }

    /// <summary>Against integers of 120 binary places, for every thousandth sum.</summary>
    [Fact]
    public void Of_a_sample_it_is_within_1_1_ulp_of_the_exact_logarithm()
    {
        uint first = BitConverter.SingleToUInt32Bits(1f), last = BitConverter.SingleToUInt32Bits(256f);
        for (uint bits = first + 1; bits <= last; bits += 997)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            double actual = PortableMath.Log(x);
            double ulps = ErrorInUlp(actual, Log(x));
            Assert.True(ulps <= 1.1, $"log({x:R}) = {actual:R}: {ulps:F3} ulp");
        }
    }

    /// <param name="actual">A double.</param>
    /// <param name="truth">A number times 2¹²⁰.</param>
    private static double ErrorInUlp(double actual, BigInteger truth) =>
        (double)BigInteger.Abs(Fixed(actual) - truth) / (double)Fixed(Math.BitIncrement(actual) - actual);

    /// <param name="candidate">A float.</param>
    /// <param name="truth">A number times 2¹²⁰.</param>
    private static bool IsNearest(float candidate, BigInteger truth)
    {
        BigInteger error = BigInteger.Abs(Fixed(candidate) - truth);
        return error <= BigInteger.Abs(Fixed(MathF.BitIncrement(candidate)) - truth)
            && error <= BigInteger.Abs(Fixed(MathF.BitDecrement(candidate)) - truth);
    }

    /// <summary>log x · 2¹²⁰, from x = m·2ⁿ and the series of 2·atanh((m − 1)/(m + 1)).</summary>
    private static BigInteger Log(float x)
    {
        int exponent = Math.ILogB(x);
        var mantissa = new BigInteger(Math.ScaleB(x, 23 - exponent));
        return (2 * AreaTangent(mantissa - (1 << 23), mantissa + (1 << 23))) + (exponent * Ln2);
    }

    /// <summary>atanh(s) · 2¹²⁰ = (s + s³/3 + s⁵/5 + …) · 2¹²⁰ of a fraction s ≤ 1/3.</summary>
    private static BigInteger AreaTangent(BigInteger numerator, BigInteger denominator)
    {
        BigInteger power = (numerator << Fraction) / denominator, sum = power;
        for (int term = 3; !power.IsZero; term += 2)
        {
            power = power * numerator * numerator / (denominator * denominator);
            sum += power / term;
        }

        return sum;
    }

    /// <summary>x · 2¹²⁰.</summary>
    private static BigInteger Fixed(double x) => new(Math.ScaleB(x, Fraction));
}
