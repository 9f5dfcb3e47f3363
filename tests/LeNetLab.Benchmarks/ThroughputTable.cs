using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks;

/// <summary>Every preset × C3 × pooling × activation: images a second, and the fraction of the arithmetic limit.</summary>
internal static class ThroughputTable
{
    private const int BatchSize = 64;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private static readonly Activation[] Activations =
    [
        new Activation.Tanh(), new Activation.ScaledTanh(), new Activation.Sigmoid(), new Activation.Relu(),
        new Activation.LeakyRelu(Activation.LeakyRelu.DefaultNegativeSlope),
    ];

    public static int Run(Timing timing, string? only, string? jsonFile)
    {
        int cores = Environment.ProcessorCount;
        int bits = new SimdEngine().Identity.VectorBits;
        Console.WriteLine($"{cores} cores, {bits}-bit vectors, .NET {Environment.Version}, batch {BatchSize}, "
            + $"n = {timing.Rounds} rounds of {timing.Round.TotalMilliseconds:F0} ms; medians, with the range of n.");
        Console.WriteLine("Limit: 2 × the multiply-adds of forward, weight gradients and input gradients but the first "
            + "layer's,\nagainst the multiply-add peak of one core timed in the same round.\n");
        Console.WriteLine($"{"preset",-12} {"c3",-8} {"pooling",-12} {"activation",-12} {"images/s, 1 core",26} "
            + $"{"GFLOP/s",8} {"% of peak",10} {"eval/s",9} {"images/s, all cores",20}");
        var rows = new List<ThroughputRow>();
        foreach (ModelSpec model in Models())
        {
            var name = new RowName(model);
            if (only is not null && !name.ToString().Contains(only, StringComparison.Ordinal))
                continue;
            ThroughputRow row = Measure(name, model, timing, cores);
            rows.Add(row);
            Console.WriteLine(row);
        }

        if (rows.Count == 0)
        {
            Console.WriteLine($"No row contains \"{only}\". Rows are such as \"{new RowName(new ModelSpec())}\".");
            return 2;
        }

        double peak = Spread.Of([.. rows.Select(row => row.PeakGflops.Median)]).Median;
        Console.WriteLine($"\nMultiply-add peak of one core: {peak:F1} GFLOP/s.");
        foreach (ThroughputRow row in rows.Where(row => row.Name.IsDefault))
        {
            string verdict = row.FractionOfPeak.Median > 0.5 ? "reached" : "MISSED";
            Console.WriteLine($"Aim, {row.Name}: over 50 % of the peak: {verdict}, {row.FractionOfPeak.Median:P1}.");
        }

        if (jsonFile is not null)
            Write(jsonFile, timing, cores, bits, peak, rows);
        Console.WriteLine("Next: docs/performance.md says what the limit is and what was tried.");
        return 0;
    }

    private static IEnumerable<ModelSpec> Models() =>
        from preset in Enum.GetValues<Preset>()
        from c3 in Enum.GetValues<C3Connections>()
        from pooling in Enum.GetValues<PoolingKind>()
        from activation in Activations
        select new ModelSpec { Preset = preset, C3 = c3, Pooling = pooling, Activation = activation };

    private static ThroughputRow Measure(RowName name, ModelSpec model, Timing timing, int cores)
    {
        TrainingLoad[] loads = [.. Enumerable.Range(0, cores).Select(core => new TrainingLoad(model, BatchSize, core))];
        double flops = 2.0 * LeNet5.Build(model).TrainingMultiplyAdds;
        foreach (TrainingLoad load in loads)
            load.Train();
        loads[0].Evaluate();
        var peak = new List<double>();
        var one = new List<double>();
        var evaluation = new List<double>();
        var all = new List<double>();
        for (int round = 0; round < timing.Rounds; round++)
        {
            var brief = timing with { Round = timing.Round / 5 };
            peak.Add(brief.UnitsPerSecond(Vector512.IsHardwareAccelerated
                ? MultiplyAddPeak.Run<Lane16> : MultiplyAddPeak.Run<Lane8>) / 1e9);
            one.Add(timing.UnitsPerSecond(loads[0].Train));
            evaluation.Add(brief.UnitsPerSecond(loads[0].Evaluate));
            all.Add(OnAllCores(loads, timing));
        }

        foreach (TrainingLoad load in loads)
            load.Dispose();
        return new ThroughputRow(
            name, flops / 1e6, Spread.Of(peak), Spread.Of(one),
            Spread.Of([.. one.Zip(peak, (images, gflops) => images * flops / 1e9 / gflops)]),
            Spread.Of(evaluation), Spread.Of(all));
    }

    private static double OnAllCores(TrainingLoad[] loads, Timing timing)
    {
        double[] rates = new double[loads.Length];
        Thread[] threads = [.. loads.Select((load, i) => new Thread(() => rates[i] = timing.UnitsPerSecond(load.Train)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return rates.Sum();
    }

    private static void Write(string file, Timing timing, int cores, int bits, double peak, IReadOnlyList<ThroughputRow> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            MeasuredAt = timing.Clock.GetUtcNow(),
            Cores = cores,
            VectorBits = bits,
            Runtime = RuntimeInformation.FrameworkDescription,
            OperatingSystem = RuntimeInformation.OSDescription,
            BatchSize,
            PeakGflops = peak,
            Rows = rows,
        }, Json));
        Console.WriteLine($"Every figure: {file}");
    }
}

/// <summary>What a row measures.</summary>
internal sealed record RowName(string Preset, string C3, string Pooling, string Activation)
{
    public RowName(ModelSpec model)
        : this(
            model.Preset == LeNetLab.Models.Preset.LeNet5 ? "lenet5" : "lenet5-wide",
            model.C3 == C3Connections.Full ? "full" : "partial",
            Lower(model.Pooling), model.Activation.Name)
    {
    }

    /// <summary>The network that speed is promised for.</summary>
    public bool IsDefault => this == new RowName(new ModelSpec());

    public override string ToString() => $"{Preset} {C3} {Pooling} {Activation}";

    private static string Lower(PoolingKind kind) => kind switch
    {
        PoolingKind.Average => "average",
        PoolingKind.Max => "max",
        _ => "subsampling",
    };
}

/// <summary>One row's figures, each over the same rounds.</summary>
internal sealed record ThroughputRow(
    RowName Name, double MegaflopsPerImage, Spread PeakGflops, Spread ImagesPerSecond, Spread FractionOfPeak,
    Spread EvaluatedPerSecond, Spread ImagesPerSecondAllCores)
{
    /// <summary>Achieved by the median round.</summary>
    public double Gflops => ImagesPerSecond.Median * MegaflopsPerImage / 1000;

    public override string ToString()
    {
        string range = $"{ImagesPerSecond.Median:F0} ({ImagesPerSecond.Min:F0}–{ImagesPerSecond.Max:F0})";
        return $"{Name.Preset,-12} {Name.C3,-8} {Name.Pooling,-12} {Name.Activation,-12} {range,26} "
            + $"{Gflops,8:F1} {FractionOfPeak.Median,10:P1} {EvaluatedPerSecond.Median,9:F0} "
            + $"{ImagesPerSecondAllCores.Median,20:F0}";
    }
}
