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
        var made = new Immutable(paths);
        string refusal = SmallDisk.Command("chattr", ["+i", .. paths]);
        if (refusal.Length > 0)
            made.Dispose();
        Assert.SkipWhen(refusal.Length > 0, $"A read-only disk needs chattr, root and a file system for it: {refusal}");
        return made;
    }

    public void Dispose() => SmallDisk.Command("chattr", ["-f", "-i", .. paths]);
}
