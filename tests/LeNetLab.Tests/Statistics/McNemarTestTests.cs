using LeNetLab.Statistics;

namespace LeNetLab.Tests.Statistics;

public sealed class McNemarTestTests
{
    // R: binom.test(b, b + c)$p.value
    [Theory]
    [InlineData(8, 2, 0.10937499999999994)]
    [InlineData(10, 25, 0.016673847800120739)]
    [InlineData(59, 41, 0.088626080114067682)]
    [InlineData(121, 72, 0.00051696791302117148)]
    [InlineData(3, 0, 0.25)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 0, 1)]
    public void It_is_what_R_gives(int onlyA, int onlyB, double p)
    {
        Assert.Equal(p, McNemarTest.ExactP(onlyA, onlyB), 1e-12);
        Assert.Equal(p, McNemarTest.ExactP(onlyB, onlyA), 1e-12);
    }

    [Fact]
    public void Fewer_than_no_images_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemarTest.ExactP(-1, 2));
}
