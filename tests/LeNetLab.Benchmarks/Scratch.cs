namespace LeNetLab.Benchmarks;

/// <summary>A temporary folder, gone with the bench.</summary>
internal sealed class Scratch : IDisposable
{
    private int folders;

    public string Path { get; } = Directory.CreateTempSubdirectory("lenetlab-bench-").FullName;

    /// <summary>A new folder in it.</summary>
    public string NewFolder() =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{++folders}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
