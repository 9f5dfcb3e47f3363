using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Benchmarks.Peer;
using LeNetLab.Benchmarks.Programs;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>PyTorch on the same machine in the same minute.</summary>
internal sealed class PeerSection : ISection
{
    private const string PerCore = "per core, images a second, of PyTorch's";
    private const string Sweep = "whole sweep on all cores, PyTorch's time, of ours";

    private const int ImagesPerRound = 20_000;
    private const int RunsPerCore = 2;

    // Half a minute each.
    private const int MostSweeps = 3;

    public string Name => "peer";

    public string Title =>
        "PyTorch eager at its best setting (channels last, a process and a thread a core), on the same digits.";

    public void Measure(Bench bench)
    {
        bool perCore = bench.Wants(PerCore), sweep = bench.Wants(Sweep);
        if (!perCore && !sweep)
            return;
        BenchOptions options = bench.Options;
        if (PeerScript.Missing(options.Python, options.Peer, bench.Clock) is { } missing)
        {
            foreach (string row in new[] { PerCore, Sweep }.Where(bench.Wants))
                bench.Add(Ratio(bench, row, null) with { Note = missing });
            return;
        }

        string folder = bench.Scratch.NewFolder();
        string digits = Directory.CreateDirectory(Path.Combine(folder, "digits")).FullName;
        bench.Digits.WriteTo(digits);
        var peer = new PeerScript(options.Python, options.Peer!, digits, bench.Clock);
        if (perCore)
            MeasurePerCore(bench, peer);
        if (sweep)
            MeasureSweep(bench, peer, folder);
    }

    private static Figure Ratio(Bench bench, string name, Spread? spread) =>
        bench.Figure(name, Unit.Times, spread) with { Aim = Aim.AtLeast(4) };

    private static void MeasurePerCore(Bench bench, PeerScript peer)
    {
        using var load = new TrainingLoad(
            new ModelSpec(), TrainingLoad.UsualBatch, bench.Digits.Dataset.Train, ImagesPerRound);
        bench.Timing.WarmUp(load.Train);
        string torch = "";
        double[][] rounds = bench.Timing.InTurn(
            () =>
            {
                PeerOutput output = peer.Train(ImagesPerRound);
                torch = output.Torch;
                return output.ImagesPerSecond;
            },
            () => bench.Timing.UnitsPerSecond(load.Train));
        bench.Add(bench.Figure($"PyTorch {torch}", Unit.ImagesPerSecond, Spread.Of(rounds[0])));
        bench.Add(bench.Figure("ours", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(Ratio(bench, PerCore, Spread.OfRatios(rounds[1], rounds[0], 1)) with
        {
            Note = $"{ImagesPerRound:N0} images a round, loading left out on both sides",
        });
    }

    /// <summary>
    /// From before the start of the first process to after the exit of the last. Where the two programs differ, the
    /// peer is given less to do: each of its processes starts once for all runs of its core.
    /// </summary>
    private static void MeasureSweep(Bench bench, PeerScript peer, string folder)
    {
        var program = new LenetlabProgram(bench.Options.Lenetlab, bench.Clock);
        if (program.Missing is { } missing)
        {
            bench.Add(Ratio(bench, Sweep, null) with { Note = missing });
            return;
        }

        int cores = Environment.ProcessorCount, images = bench.Digits.Dataset.TrainCount;
        Timing timing = bench.Timing with { Rounds = Math.Min(bench.Timing.Rounds, MostSweeps) };
        double[][] rounds = timing.InTurn(
            () => peer.Train(images, RunsPerCore, cores, evaluate: true).Elapsed.TotalSeconds,
            () => program.Sweep(folder, Spec(cores * RunsPerCore), cores).Elapsed.TotalSeconds);
        bench.Add(bench.Figure("whole sweep, PyTorch", Unit.Seconds, Spread.Of(rounds[0])) with
        {
            Note = $"{cores} processes, each {RunsPerCore} epochs of {images:N0} images and the test set once",
        });
        bench.Add(bench.Figure("whole sweep, ours", Unit.Seconds, Spread.Of(rounds[1])) with
        {
            Note = $"lenetlab run: {cores * RunsPerCore} runs of 1 epoch of {images:N0} images, all of them and the "
                + "test set evaluated after each, recorded and reported",
        });
        bench.Add(Ratio(bench, Sweep, Spread.OfRatios(rounds[0], rounds[1], 1)) with
        {
            Note = "as many training images on both sides; ours evaluates more, records and reports",
        });
    }

    private static string Spec(int runs) => $$"""
        name: bench-sweep
        question: How long does a sweep take from start to end?
        dataset: ./digits
        seeds: {{runs}}
        base:
          training: {epochs: 1, batch_size: {{TrainingLoad.UsualBatch}}}
        """;
}
