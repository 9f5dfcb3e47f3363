using System.Text.RegularExpressions;

namespace LeNetLab.Benchmarks.Peer;

/// <summary>The line that the peer ends with.</summary>
/// <param name="Torch">PyTorch's version.</param>
/// <param name="ImagesPerSecond">Trained, loading left out.</param>
/// <param name="TestErrorPct">If it was asked for.</param>
internal sealed partial record PeerOutput(string Torch, double ImagesPerSecond, double? TestErrorPct)
{
    /// <summary>Reads <c>torch 2.6.0 act=tanh … images/s 9210 test_err 3.21%</c>.</summary>
    /// <exception cref="FormatException">There is no such line.</exception>
    public static PeerOutput Parse(string output)
    {
        Match line = Line().Match(output);
        if (!line.Success)
            throw new FormatException($"The peer's output has no \"torch … images/s …\" line: {output.Trim()}");
        Group error = line.Groups["error"];
        return new PeerOutput(
            line.Groups["torch"].Value, double.Parse(line.Groups["rate"].Value),
            error.Success ? double.Parse(error.Value) : null);
    }

    [GeneratedRegex(
        @"^torch (?<torch>\S+) .*images/s (?<rate>\d+(\.\d+)?)( test_err (?<error>\d+(\.\d+)?)%)?\s*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
