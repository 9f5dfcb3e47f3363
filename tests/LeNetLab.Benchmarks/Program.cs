using System.CommandLine;

namespace LeNetLab.Benchmarks;

/// <summary>
/// <c>make bench</c>: training throughput of the SIMD engine on this machine. BenchmarkDotNet is not used: a row is a
/// ratio of two things timed in turn, on one core and on all, which its harness does not do.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Timed rounds of each row; the median counts (5 or more for a claim).",
            DefaultValueFactory = _ => 5,
        };
        var milliseconds = new Option<int>("--milliseconds")
        {
            Description = "Length of one round.",
            DefaultValueFactory = _ => 150,
        };
        var only = new Option<string?>("--only")
        {
            Description = "Only rows whose text contains this, e.g. \"lenet5 full average tanh\".",
        };
        var json = new Option<string?>("--json") { Description = "Write every figure to this file." };
        var root = new RootCommand("Measures training throughput against this machine's multiply-add peak.")
        {
            rounds, milliseconds, only, json,
        };
        root.SetAction(parsed =>
        {
            var timing = new Timing(
                Math.Max(1, parsed.GetValue(rounds)),
                TimeSpan.FromMilliseconds(Math.Max(1, parsed.GetValue(milliseconds))), TimeProvider.System);
            return ThroughputTable.Run(timing, parsed.GetValue(only), parsed.GetValue(json));
        });
        return root.Parse(args).Invoke();
    }
}
