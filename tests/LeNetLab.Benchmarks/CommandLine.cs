using System.CommandLine;
using LeNetLab.Benchmarks.Programs;

namespace LeNetLab.Benchmarks;

/// <summary>What the bench can be asked for.</summary>
internal static class CommandLine
{
    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "Timed rounds of each figure; the median counts (5 or more for a claim).",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<int> Milliseconds = new("--milliseconds")
    {
        Description = "Length of one round.",
        DefaultValueFactory = _ => 150,
    };

    private static readonly Option<string?> Only = new("--only")
    {
        Description = "Only what contains this in \"<section> <row>\", e.g. evaluation, or \"full average tanh\".",
    };

    private static readonly Option<string?> Json = new("--json")
    {
        Description = "Write every figure to this file; a part of them (--only) is not written over the whole.",
    };

    private static readonly Option<string?> Lenetlab = new("--lenetlab")
    {
        Description = "The built program's lenetlab.dll.",
    };

    private static readonly Option<string?> Peer = new("--peer")
    {
        Description = "The script that trains LeNet-5 in PyTorch.",
    };

    private static readonly Option<string?> Python = new("--python") { Description = "The Python that runs it." };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "A folder with MNIST, also taken from LENETLAB_DATA; else the built-in strokes.",
    };

    /// <summary>The command.</summary>
    /// <param name="sections">What there is, for the help.</param>
    /// <param name="run">Does it.</param>
    public static RootCommand Create(string sections, Func<BenchOptions, int> run)
    {
        var root = new RootCommand($"Measures every figure that is promised, next to its aim: {sections}.")
        {
            Rounds, Milliseconds, Only, Json, Lenetlab, Peer, Python, Data, RateCommand.Create(TimeProvider.System),
        };
        root.SetAction(parsed => run(Options(parsed)));
        return root;
    }

    private static BenchOptions Options(ParseResult parsed) => new()
    {
        Timing = new Timing(
            Math.Max(1, parsed.GetValue(Rounds)),
            TimeSpan.FromMilliseconds(Math.Max(1, parsed.GetValue(Milliseconds))), TimeProvider.System),
        Only = parsed.GetValue(Only),
        Json = parsed.GetValue(Json),
        Lenetlab = parsed.GetValue(Lenetlab),
        Peer = Usual.Peer(parsed.GetValue(Peer)),
        Python = Usual.Python(parsed.GetValue(Python)),
        Data = Usual.Data(parsed.GetValue(Data)),
    };
}
