using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Sections;

namespace LeNetLab.Benchmarks;

/// <summary>
/// <c>make bench</c>: every figure that this project promises, next to its aim. BenchmarkDotNet is not used: a figure
/// is a ratio of two things timed in turn, some of them whole programs, which its harness does not do.
/// </summary>
internal static class Program
{
    private static readonly IReadOnlyList<ISection> Sections =
    [
        new TrainingSection(), new LayerSection(), new EvaluationSection(), new LayerProbeSection(),
        new DistortionSection(), new BatchSizeSection(), new SeedsSection(), new RegisterSection(), new ThreadSection(),
        new AllCoresSection(), new PeerSection(), new HarnessSection(), new EngineSection(), new StartupSection(),
        new MemorySection(), new AllocationSection(),
    ];

    private static string SectionNames => string.Join(", ", Sections.Select(section => section.Name));

    private static int Main(string[] arguments) =>
        CommandLine.Create(SectionNames, options => Run(options, Console.Out)).Parse(arguments).Invoke();

    private static int Run(BenchOptions options, TextWriter output)
    {
        var machine = Machine.Here(options.Timing.Clock);
        output.WriteLine(
            $"{machine.Processor}, {machine.Cores} cores, {machine.VectorBits}-bit vectors, {machine.Runtime}.");
        output.WriteLine($"n = {options.Timing.Rounds} rounds of {options.Timing.Round.TotalMilliseconds:F0} ms unless "
            + "another n stands there; medians, with the range of n. Ratios are formed within a round.");
        using var bench = new Bench(options, output);
        foreach (ISection section in Sections)
            bench.Run(section);
        if (bench.Figures.Count == 0)
        {
            output.WriteLine($"Nothing contains \"{options.Only}\". Sections are {SectionNames}.");
            return 2;
        }

        Conclude(bench, machine, output);
        return 0;
    }

    private static void Conclude(Bench bench, Machine machine, TextWriter output)
    {
        output.WriteLine("\nAims");
        Figure[] judged =
            [.. bench.Figures.Where(figure => figure.Aim is not null || figure.Verdict == Verdict.NotMeasured)];
        foreach (Figure figure in judged)
            output.WriteLine(FigureText.Judgement(figure));
        output.WriteLine(string.Join(", ", Count(Verdict.Reached), Count(Verdict.Missed), Count(Verdict.NotMeasured)));
        if (bench.Peak.Spread is { } peak)
        {
            var figure = new Figure("machine", "multiply-add peak of one core", Unit.Gigaflops, peak);
            bench.Keep(figure);
            output.WriteLine(FigureText.Line(figure).Trim());
        }

        if (bench.Options is { Json: { } file, Only: null })
        {
            FiguresFile.Write(file, bench.Clock.GetUtcNow(), machine, bench.Options.Timing, bench.Figures);
            output.WriteLine($"Every figure: {file}");
        }

        output.WriteLine("Next: docs/performance.md says what the limit is and where the time goes.");

        string Count(Verdict verdict) =>
            $"{judged.Count(figure => figure.Verdict == verdict)} {FigureText.Word(verdict).ToLowerInvariant()}";
    }
}
