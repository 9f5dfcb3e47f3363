using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Programs;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>The most memory that a sweep holds.</summary>
internal sealed class MemorySection : ISection
{
    // Memory hardly varies, and every round trains for seconds.
    private const int MostRounds = 3;

    private const string Spec = """
        name: bench-memory
        question: How much memory does a sweep of two workers take?
        dataset: ./digits
        seeds: 1
        base:
          training: {epochs: 1}
        grid:
          model.activation: [tanh, relu]
        """;

    public string Name => "memory";

    public string Title =>
        "the program's largest resident set in a sweep of two workers, one epoch on every training image.";

    public void Measure(Bench bench)
    {
        const string Row = "2-worker sweep";
        if (!bench.Wants(Row))
            return;
        var program = new LenetlabProgram(bench.Options.Lenetlab, bench.Clock);
        Figure figure = bench.Figure(Row, Unit.Megabytes, null) with { Aim = Aim.Under(400) };
        if (program.Missing is { } missing)
        {
            bench.Add(figure with { Note = missing });
            return;
        }

        string folder = bench.Scratch.NewFolder();
        bench.Digits.WriteTo(Directory.CreateDirectory(Path.Combine(folder, "digits")).FullName);
        double[][] rounds = (bench.Timing with { Rounds = Math.Min(bench.Timing.Rounds, MostRounds) })
            .InTurn(() => program.Sweep(folder, Spec, workers: 2).PeakBytes / 1e6);
        bench.Add(rounds[0].Max() > 0
            ? figure with
            {
                Spread = Spread.Of(rounds[0]),
                Note = $"{bench.Digits.Dataset.Name}, {bench.Digits.Dataset.TrainCount:N0} training images",
            }
            : figure with { Note = "this system does not tell a process's largest resident set" });
    }
}
