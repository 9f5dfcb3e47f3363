using LeNetLab.Naming;

namespace LeNetLab.Tests.Naming;

public sealed class UserPathsTests
{
    [Theory]
    [InlineData("~", "/home/ada")]
    [InlineData("~/digits", "/home/ada/digits")]
    [InlineData("~/a b/~", "/home/ada/a b/~")]
    [InlineData("./~/digits", "./~/digits")]
    [InlineData("digits~", "digits~")]
    [InlineData("/tmp/~", "/tmp/~")]
    [InlineData("", "")]
    public void A_leading_tilde_is_the_home_folder_and_any_other_text_stays(string text, string path)
    {
        var paths = new UserPaths("/home/ada");

        Assert.Null(paths.Problem(text));
        Assert.Equal(path, paths.Expand(text));
    }

    [Theory]
    [InlineData("~bob", "another user's home folder", "./~bob")]
    [InlineData("~bob/digits", "another user's home folder", "./~bob/digits")]
    [InlineData("file:///tmp/a%20b", "is an address", "as a path it is /tmp/a b")]
    [InlineData("FILE:/tmp/x", "is an address", "as a path it is /tmp/x")]
    [InlineData("https://example.org/digits", "is an address", "")]
    [InlineData("file://host/digits", "is an address", "")]
    public void What_is_no_path_of_this_user_is_named_with_the_way_out(string text, string problem, string wayOut)
    {
        var paths = new UserPaths("/home/ada");

        Assert.Contains(problem, paths.Problem(text), StringComparison.Ordinal);
        Assert.Contains(wayOut, UserPaths.FormProblem(text), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => paths.Expand(text));
    }

    [Fact]
    public void Without_a_home_a_tilde_is_a_mistake_and_other_paths_are_none()
    {
        var paths = new UserPaths(null);

        Assert.Contains("neither HOME nor this account names one", paths.Problem("~/digits"), StringComparison.Ordinal);
        Assert.Null(UserPaths.FormProblem("~/digits"));
        Assert.Equal("./digits", paths.Expand("./digits"));
    }
}
