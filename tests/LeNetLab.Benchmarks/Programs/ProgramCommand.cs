namespace LeNetLab.Benchmarks.Programs;

/// <summary>A program to start.</summary>
/// <param name="File">A path, or a name that the system finds.</param>
/// <param name="Arguments">One text each; no shell comes between.</param>
internal sealed record ProgramCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs; null for here.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables on top of those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A .NET program by its assembly, started as <c>dotnet</c> does.</summary>
    public static ProgramCommand Dotnet(string assembly, params IReadOnlyList<string> arguments)
    {
        string? host = System.Environment.ProcessPath;
        bool isDotnet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        return new ProgramCommand(isDotnet ? host! : "dotnet", [assembly, .. arguments]);
    }
}
