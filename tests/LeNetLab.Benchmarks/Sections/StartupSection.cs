using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Programs;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>How long the program takes to say what it can do.</summary>
internal sealed class StartupSection : ISection
{
    private const int LeastRounds = 5;

    public string Name => "startup";

    public string Title => "dotnet lenetlab.dll --help, from before the start of the process to after its exit.";

    public void Measure(Bench bench)
    {
        const string Row = "lenetlab --help";
        if (!bench.Wants(Row))
            return;
        Aim aim = Aim.Under(150);
        var program = new LenetlabProgram(bench.Options.Lenetlab, bench.Clock);
        if (program.Missing is { } missing)
        {
            bench.Add(bench.Figure(Row, Unit.Milliseconds, null) with { Aim = aim, Note = missing });
            return;
        }

        // The first start reads the program from the disk; no later one does.
        program.Run(null, "--help");
        double[][] rounds = (bench.Timing with { Rounds = Math.Max(bench.Timing.Rounds, LeastRounds) })
            .InTurn(() => program.Run(null, "--help").Elapsed.TotalMilliseconds);
        bench.Add(bench.Figure(Row, Unit.Milliseconds, Spread.Of(rounds[0])) with { Aim = aim });
    }
}
