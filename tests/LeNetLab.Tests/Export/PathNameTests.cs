using LeNetLab.Export;
using LeNetLab.Naming;

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
    [InlineData("nul")]
    [InlineData("Aux")]
    [InlineData("com1.v2")]
    [InlineData("tuned.")]
    public void Any_other_is_told_by_a_sum(string name) =>
        Assert.Matches("^[A-Za-z0-9=,._+ ]*-[0-9a-f]{8}$", PathName.Of(name));

    [Theory]
    [InlineData("con")]
    [InlineData("com1.v2")]
    public void No_folder_is_called_like_a_device_of_Windows(string name)
    {
        Assert.True(DeviceName.Is(name));
        Assert.False(DeviceName.Is(PathName.Of(name)));
        Assert.False(DeviceName.Is("console") || DeviceName.Is("com10") || DeviceName.Is("a.con"));
    }

    [Fact]
    public void Names_that_differ_in_letter_case_alone_are_kept_apart_and_the_others_stay()
    {
        IReadOnlyDictionary<string, string> folders = PathName.OfAll(["plain", "Plain", "PLAIN", "Adam", "a/b"]);

        Assert.Equal(5, folders.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(("plain", "Adam", PathName.Of("a/b")), (folders["plain"], folders["Adam"], folders["a/b"]));
        Assert.Matches("^Plain-[0-9a-f]{8}$", folders["Plain"]);
    }

    [Fact]
    public void Two_names_are_never_one()
    {
        string[] names = ["a/b", "a_b", "a:b", "a?b", new('x', 200), new('x', 201)];

        Assert.Equal(names.Length, names.Select(PathName.Of).Distinct().Count());
        Assert.All(names, name => Assert.InRange(PathName.Of(name).Length, 1, 110));
    }
}
