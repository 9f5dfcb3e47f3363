using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class HolmTests
{
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02.
    [Fact]
    public void A_family_is_adjusted_as_R_does()
    {
        double[] adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);

        Assert.All(adjusted.Zip([0.03, 0.06, 0.06, 0.02]), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Fact]
    public void One_value_stays_none_gives_none_and_one_is_the_limit()
    {
        Assert.Equal([0.04], Holm.Adjust([0.04]));
        Assert.Equal([], Holm.Adjust([]));
        Assert.Equal([1, 1], Holm.Adjust([0.6, 0.7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([1.1]));
    }

    [Fact]
    public void Adjusting_lies_between_the_value_and_Bonferroni_and_keeps_the_order() =>
        Prop.ForAll(Gen.Choose(0, 1000).Select(n => n / 1000.0).ArrayOf().ToArbitrary(), values =>
        {
            double[] adjusted = Holm.Adjust(values);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.InRange(adjusted[i], values[i], Math.Min(1, values.Length * values[i]));
                for (int j = 0; j < values.Length; j++)
                    Assert.True(values[i] > values[j] || adjusted[i] <= adjusted[j]);
            }
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
}
