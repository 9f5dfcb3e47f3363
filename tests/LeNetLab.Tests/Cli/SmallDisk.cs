using System.Diagnostics;

namespace LeNetLab.Tests.Cli;

/// <summary>A disk of a few megabytes on a folder, which a test can fill. Only root may have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Mounts one; the test is skipped, and says so, where that cannot be done.</summary>
    public static SmallDisk MountOn(string folder, int megabytes)
    {
        SmallDisk? disk = TryMountOn(folder, megabytes, out string refusal);
        Assert.SkipWhen(disk is null, $"A small disk needs mount, and root: {refusal}");
        return disk!;
    }

    /// <summary>Mounts one, if that can be done.</summary>
    public static SmallDisk? TryMountOn(string folder, int megabytes, out string refusal)
    {
        Directory.CreateDirectory(folder);
        refusal = Command("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "lenetlab-test", folder);
        return refusal.Length == 0 ? new SmallDisk(folder) : null;
    }

    /// <summary>Leaves not a byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0);
        try
        {
            for (; ; )
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose() => Command("umount", "-l", folder);

    /// <returns>What went wrong; empty if nothing did.</returns>
    public static string Command(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{program}: {error.Trim()} ({process.ExitCode})";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}
