using LeNetLab.Cli;

namespace LeNetLab.Tests.Cli;

public sealed class UserFoldersTests
{
    [Theory]
    [InlineData("/home/ada", null, "/home/ada/.cache")]
    [InlineData("/home/ada", "", "/home/ada/.cache")]
    [InlineData("/home/ada", "/scratch/cache", "/scratch/cache")]
    [InlineData("/home/ada", "~/scratch", "/home/ada/scratch")]
    [InlineData("/home/ada", "scratch", "/home/ada/.cache")]
    [InlineData("/home/ada", "file:///scratch", "/home/ada/.cache")]
    public void The_cache_is_where_XDG_puts_it(string home, string? caches, string expected) =>
        Assert.Equal(expected, Folders(home, caches, account: "/root").Caches);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    public void A_home_that_is_not_absolute_is_the_accounts(string? home) => Assert.Equal(
        ("/home/account", "/home/account/.cache"),
        (Folders(home, null, "/home/account").Home, Folders(home, null, "/home/account").Caches));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("home")]
    public void An_account_without_a_home_has_no_cache_rather_than_one_in_the_working_folder(string account)
    {
        UserFolders folders = Folders(home: null, caches: "relative", account);

        Assert.Equal((null, null), (folders.Home, folders.Caches));
        Assert.NotNull(folders.Paths.Problem("~/digits"));
        Assert.Equal("/scratch", Folders(null, "/scratch", account).Caches);
    }

    private static UserFolders Folders(string? home, string? caches, string account) => UserFolders.Of(
        name => name switch { "HOME" => home, "XDG_CACHE_HOME" => caches, _ => null }, _ => account);
}
