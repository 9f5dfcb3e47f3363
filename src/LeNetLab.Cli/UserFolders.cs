using LeNetLab.Naming;

namespace LeNetLab.Cli;

/// <summary>The folders of whoever runs the program.</summary>
/// <param name="Home">Absolute; null where neither <c>HOME</c> nor the account names one.</param>
/// <param name="Caches">
/// Where programs keep what can be had again, absolute; null where neither <c>XDG_CACHE_HOME</c> nor a home says.
/// </param>
internal sealed record UserFolders(string? Home, string? Caches)
{
    /// <summary>Paths as this user writes them.</summary>
    public UserPaths Paths { get; } = new(Home);

    /// <summary>Looks them up.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="account">What the operating system knows, without a look at whether it is there.</param>
    public static UserFolders Of(
        Func<string, string?> environment, Func<Environment.SpecialFolder, string> account)
    {
        // Where an account has no home, .NET answers with the root folder.
        string? known = Absolute(account(Environment.SpecialFolder.UserProfile));
        string? home = Absolute(environment("HOME")) ?? (known == Path.GetPathRoot(known) ? null : known);
        var paths = new UserPaths(home);
        return new UserFolders(home, CachesNamed(environment("XDG_CACHE_HOME"), paths) ?? (OperatingSystem.IsWindows()
            ? Absolute(account(Environment.SpecialFolder.LocalApplicationData))
            : home is null ? null : Path.Combine(home, ".cache")));
    }

    // "If an implementation encounters a relative path … it should consider the path invalid and ignore it." (XDG)
    private static string? CachesNamed(string? named, UserPaths paths) =>
        named is null || paths.Problem(named) is not null ? null : Absolute(paths.Expand(named));

    private static string? Absolute(string? path) => path is not null && Path.IsPathFullyQualified(path) ? path : null;
}
