namespace LeNetLab.Benchmarks.Loads;

/// <summary>What one layer takes in one direction.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Direction">Forward or backward.</param>
/// <param name="Microseconds">Per image.</param>
internal sealed record LayerTime(string Name, string Direction, double Microseconds)
{
    public const string Forward = "forward";
    public const string Backward = "backward";
}
