using LeNetLab.Export;

namespace LeNetLab.Tests.Export;

public sealed class PathNameTests
{
    [Theory]
    [InlineData("activation=tanh, c3=partial")]
    [InlineData("lenet5")]
    public void A_name_that_every_file_system_takes_stays(string name) => Assert.Equal(name, PathName.Of(name));

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("<script>")]
    [InlineData("tuned ")]
    [InlineData("σ")]
    public void Any_other_is_told_by_a_sum(string name) =>
        Assert.Matches("^[A-Za-z0-9=,._+ ]*-[0-9a-f]{8}$", PathName.Of(name));

    [Fact]
    public void Two_names_are_never_one()
    {
        string[] names = ["a/b", "a_b", "a:b", "a?b", new('x', 200), new('x', 201)];

        Assert.Equal(names.Length, names.Select(PathName.Of).Distinct().Count());
        Assert.All(names, name => Assert.InRange(PathName.Of(name).Length, 1, 110));
    }
}
