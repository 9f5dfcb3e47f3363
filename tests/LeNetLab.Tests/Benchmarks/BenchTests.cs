using LeNetLab.Benchmarks;
using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Sections;

namespace LeNetLab.Tests.Benchmarks;

public sealed class BenchTests : IDisposable
{
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    private Bench Bench(string? only) => new(
        new BenchOptions { Timing = new Timing(1, TimeSpan.Zero, new ManualClock()), Python = "python3", Only = only },
        output);

    [Theory]
    [InlineData(null, "lenet5 full", "memory")]
    [InlineData("training", "lenet5 full", "memory")]
    [InlineData("lenet5 full", "lenet5 full")]
    [InlineData("training mem", "memory")]
    [InlineData("evaluation")]
    public void A_row_is_measured_if_its_section_and_name_contain_the_text(string? only, params string[] measured)
    {
        using Bench bench = Bench(only);
        bench.Run(new Section("training", ["lenet5 full", "memory"]));

        Assert.Equal(measured, bench.Figures.Select(figure => figure.Name));
    }

    [Fact]
    public void A_section_is_announced_once_and_only_if_it_measures_something()
    {
        using Bench bench = Bench("b");
        bench.Run(new Section("none", ["x", "y"]));
        bench.Run(new Section("some", ["a", "b", "bb"]));

        Assert.Equal(["some: its title"], output.ToString().Split('\n').Where(line => line.Contains("title")));
    }

    [Fact]
    public void A_section_that_breaks_off_is_noted_with_what_it_measured_before()
    {
        using Bench bench = Bench(null);
        bench.Run(new Section("peer", ["a"], new TimeoutException("It never ended.")));
        bench.Run(new Section("memory", ["b"]));

        Assert.Equal(["a", "the rest of the section", "b"], bench.Figures.Select(figure => figure.Name));
        Assert.Equal((Verdict.NotMeasured, "It never ended."), (bench.Figures[1].Verdict, bench.Figures[1].Note));
    }

    // Whatever a setting can be, a section has rows of what it can time, and of nothing else.
    [Theory]
    [InlineData("training", "partial max relu", 10)]
    [InlineData("evaluation", "evaluation", 6)]
    public void Sections_time_every_network_that_they_have_a_row_of(string section, string only, int figures)
    {
        var timing = new Timing(1, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using var bench = new Bench(new BenchOptions { Timing = timing, Python = "python3", Only = only }, output);
        bench.Run(section == "training" ? new TrainingSection() : new EvaluationSection());

        Assert.Equal(figures, bench.Figures.Count);
        string[] names = [.. bench.Figures.Select(figure => figure.Name)];
        Assert.Equal(figures / 2, names.Count(name => name.StartsWith("lenet5-wide", StringComparison.Ordinal)));
        Assert.All(bench.Figures, figure => Assert.True(figure.Spread!.Median > 0));
    }

    private sealed class Section(string name, string[] rows, Exception? failure = null) : ISection
    {
        public string Name => name;

        public string Title => "its title";

        public void Measure(Bench bench)
        {
            foreach (string row in rows.Where(bench.Wants))
                bench.Add(bench.Figure(row, Unit.Times, Spread.Of([1])));
            if (failure is not null)
                throw failure;
        }
    }
}
