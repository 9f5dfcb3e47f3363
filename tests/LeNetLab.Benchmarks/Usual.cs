namespace LeNetLab.Benchmarks;

/// <summary>Where things are looked for that nobody named: beside the checkout, and in the environment.</summary>
internal static class Usual
{
    private const string Shared = "../shared";

    /// <summary>The peer's script; null if it is nowhere.</summary>
    public static string? Peer(string? named)
    {
        string usual = Path.Combine(Shared, "peer", "lenet5_pytorch.py");
        return named ?? (File.Exists(usual) ? usual : null);
    }

    /// <summary>The system's Python before any other on the path: a distribution's torch is the system's.</summary>
    public static string Python(string? named)
    {
        const string OfSystem = "/usr/bin/python3";
        return named ?? (File.Exists(OfSystem) ? OfSystem : "python3");
    }

    /// <summary>A folder with MNIST; null if it is nowhere, and nothing is downloaded.</summary>
    public static string? Data(string? named)
    {
        string usual = Path.Combine(Shared, "mnist");
        return named
            ?? (Environment.GetEnvironmentVariable("LENETLAB_DATA") is { Length: > 0 } folder ? folder : null)
            ?? (Directory.Exists(usual) ? usual : null);
    }
}
