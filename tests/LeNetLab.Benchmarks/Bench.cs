using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Benchmarks.Sections;
using LeNetLab.Data;

namespace LeNetLab.Benchmarks;

/// <summary>One bench under way: what sections measure with, and where their figures go.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="output">Receives figures as they come.</param>
internal sealed class Bench(BenchOptions options, TextWriter output) : IDisposable
{
    private readonly List<Figure> figures = [];
    private readonly Lazy<Scratch> scratch = new(() => new Scratch());
    private ISection? unannounced;
    private string section = "";

    public BenchOptions Options => options;

    public Timing Timing => options.Timing;

    public TimeProvider Clock => options.Timing.Clock;

    /// <summary>Measures the peak of one core.</summary>
    public PeakMeter Peak { get; } = new(options.Timing);

    /// <summary>The digits that whole sweeps train on.</summary>
    public Digits Digits { get; } = new(options.Data);

    /// <summary>A folder for this bench alone.</summary>
    public Scratch Scratch => scratch.Value;

    /// <summary>Everything measured so far.</summary>
    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>Measures what is wanted of a section. One that breaks off is noted, and the others go on.</summary>
    public void Run(ISection next)
    {
        section = next.Name;
        unannounced = next;
        try
        {
            next.Measure(this);
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or FormatException
            or IOException or DatasetException)
        {
            Add(Figure("the rest of the section", Unit.None, null) with { Note = failure.Message });
        }
    }

    /// <summary>Whether a row of the section under way is to be measured; if so, the section is announced.</summary>
    public bool Wants(string row)
    {
        if (options.Only is { } only && !$"{section} {row}".Contains(only, StringComparison.Ordinal))
            return false;
        if (unannounced is { } announced)
            output.WriteLine($"\n{announced.Name}: {announced.Title}");
        unannounced = null;
        return true;
    }

    /// <summary>A figure of the section under way; without a spread it was not measured.</summary>
    public Figure Figure(string name, Unit unit, Spread? spread) => new(section, name, unit, spread);

    /// <summary>Prints a figure and keeps it.</summary>
    public void Add(Figure figure)
    {
        Say(FigureText.Line(figure));
        Keep(figure);
    }

    /// <summary>Keeps figures whose section prints them in a form of its own.</summary>
    public void Keep(params IEnumerable<Figure> measured) => figures.AddRange(measured);

    /// <summary>Prints a line.</summary>
    public void Say(string line) => output.WriteLine(line);

    public void Dispose()
    {
        if (scratch.IsValueCreated)
            scratch.Value.Dispose();
    }
}
