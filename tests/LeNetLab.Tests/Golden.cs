using System.Runtime.CompilerServices;

namespace LeNetLab.Tests;

/// <summary>
/// Compares text that people read with a file beside the test, <c>Goldens/name.txt</c>. With
/// <c>LENETLAB_UPDATE_GOLDENS=1</c> the files are written instead, to be reviewed as a diff.
/// </summary>
internal static class Golden
{
    /// <summary>Whether this run rewrites the files.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable("LENETLAB_UPDATE_GOLDENS") == "1";

    public static void Matches(string actual, string name, [CallerFilePath] string testFile = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(testFile)!, "Goldens", name + ".txt");
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing; LENETLAB_UPDATE_GOLDENS=1 writes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
