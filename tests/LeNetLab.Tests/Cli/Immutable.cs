namespace LeNetLab.Tests.Cli;

/// <summary>
/// Files and folders that nobody can write, not even root and not even through a file that is open already: as if the
/// system had found their disk to be failing and made it read-only.
/// </summary>
internal sealed class Immutable : IDisposable
{
    private readonly string[] paths;

    private Immutable(string[] paths) => this.paths = paths;

    /// <summary>Makes them so; the test is skipped, and says so, where that cannot be done.</summary>
    public static Immutable Make(string[] paths)
    {
        Immutable? made = TryMake(paths, out string refusal);
        Assert.SkipWhen(made is null, $"A read-only disk needs chattr, root and a file system for it: {refusal}");
        return made!;
    }

    /// <summary>Makes them so, if that can be done.</summary>
    public static Immutable? TryMake(string[] paths, out string refusal)
    {
        var made = new Immutable(paths);
        refusal = SmallDisk.Command("chattr", ["+i", .. paths]);
        if (refusal.Length == 0)
            return made;
        made.Dispose();
        return null;
    }

    public void Dispose() => SmallDisk.Command("chattr", ["-f", "-i", .. paths]);
}
