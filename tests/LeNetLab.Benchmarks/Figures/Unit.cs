namespace LeNetLab.Benchmarks.Figures;

/// <summary>What a figure counts, and how many decimals of it mean something.</summary>
internal sealed record Unit(string Symbol, int Decimals)
{
    public static readonly Unit None = new("", 0);
    public static readonly Unit ImagesPerSecond = new("images/s", 0);
    public static readonly Unit Gigaflops = new("GFLOP/s", 1);
    public static readonly Unit Percent = new("%", 1);
    public static readonly Unit FinePercent = new("%", 2);
    public static readonly Unit Times = new("×", 2);
    public static readonly Unit Seconds = new("s", 2);
    public static readonly Unit Microseconds = new("µs", 2);
    public static readonly Unit Milliseconds = new("ms", 0);
    public static readonly Unit Megabytes = new("MB", 0);
    public static readonly Unit Bytes = new("bytes", 0);

    /// <summary>A value without the symbol.</summary>
    public string Number(double value) => value.ToString($"N{Decimals}");
}
