using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Benchmarks.Peer;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Torch;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>The torch engine beside the usual one, where this build has it.</summary>
internal sealed class EngineSection : ISection
{
    private const string OnCpu = "torch on a core, images a second, of simd's";
    private const string StackOnCpu = "torch, 16 seeds at batch 1 in a stack, of one after the other";
    private const string OnCard = "torch, a stack on a card, images a second, of one PyTorch run's there";

    private const int Seeds = 16;
    private const int SeedsOnCard = 256;
    private const int ImagesOfPeer = 60_000;

    public string Name => "engines";

    public string Title => $"{new VariantName(new ModelSpec())}, batch {TrainingLoad.UsualBatch} unless another is named.";

    public void Measure(Bench bench)
    {
        if (bench.Wants(OnCpu))
            With(bench, bench.Figure(OnCpu, Unit.Times, null), EngineSpec.Cpu, MeasureOnCpu);
        if (bench.Wants(StackOnCpu))
            With(bench, bench.Figure(StackOnCpu, Unit.Times, null), EngineSpec.Cpu, MeasureStack);
        if (bench.Wants(OnCard))
        {
            Figure figure = bench.Figure(OnCard, Unit.Times, null) with
            {
                Aim = Aim.AtLeast(50, KnownCause.ManyRunsOnACard),
            };
            With(bench, figure, EngineSpec.Cuda, MeasureOnCard);
        }
    }

    /// <summary>Measures with the torch engine, or notes why there is none.</summary>
    private static void With(Bench bench, Figure figure, string device, Action<Bench, Figure, IGroupEngine> measure)
    {
        IEngine engine;
        try
        {
            engine = TorchEngine.Open(device);
        }
        catch (EngineUnavailableException missing)
        {
            bench.Add(figure with
            {
                Note = missing.LeftOut is null ? missing.Message : $"not in this build; make bench TORCH={device} has it",
            });
            return;
        }

        using var ending = (IDisposable)engine;
        measure(bench, figure, (IGroupEngine)engine);
    }

    private static void MeasureOnCpu(Bench bench, Figure ratio, IGroupEngine torch)
    {
        using var theirs = TrainingLoad.OnNoise(new ModelSpec(), engine: torch);
        using var ours = TrainingLoad.OnNoise(new ModelSpec());
        double[][] rounds = InTurn(bench, theirs.Train, ours.Train);
        bench.Add(bench.Figure("torch", Unit.ImagesPerSecond, Spread.Of(rounds[0])));
        bench.Add(bench.Figure("simd", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(ratio with { Spread = Spread.OfRatios(rounds[0], rounds[1], 1) });
    }

    private static void MeasureStack(Bench bench, Figure ratio, IGroupEngine torch)
    {
        using var together = new GroupLoad(torch, new ModelSpec(), Seeds);
        using var alone = TrainingLoad.OnNoise(new ModelSpec(), 1, 256, engine: torch);
        double[][] rounds = InTurn(bench, together.Train, alone.Train);
        bench.Add(ratio with
        {
            Spread = Spread.OfRatios(rounds[0], rounds[1], 1),
            Note = $"stacks of {together.RunsOfGroup}; {Spread.Of(rounds[0]).Median:N0} images/s",
        });
    }

    private static void MeasureOnCard(Bench bench, Figure ratio, IGroupEngine torch)
    {
        BenchOptions options = bench.Options;
        if (PeerScript.Missing(options.Python, options.Peer, bench.Clock) is { } missing)
        {
            bench.Add(ratio with { Note = missing });
            return;
        }

        string digits = Directory.CreateDirectory(Path.Combine(bench.Scratch.NewFolder(), "digits")).FullName;
        bench.Digits.WriteTo(digits);
        var peer = new PeerScript(options.Python, options.Peer!, digits, bench.Clock);
        using var together = new GroupLoad(
            torch, new ModelSpec(), SeedsOnCard, TrainingLoad.UsualBatch, TrainingLoad.UsualImages);
        bench.Timing.WarmUp(together.Train);
        double[][] rounds = bench.Timing.InTurn(
            () => bench.Timing.UnitsPerSecond(together.Train), () => peer.TrainOnCard(ImagesOfPeer).ImagesPerSecond);
        bench.Add(bench.Figure("a stack on a card", Unit.ImagesPerSecond, Spread.Of(rounds[0])));
        bench.Add(bench.Figure("one PyTorch run on it", Unit.ImagesPerSecond, Spread.Of(rounds[1])));
        bench.Add(ratio with
        {
            Spread = Spread.OfRatios(rounds[0], rounds[1], 1),
            Note = $"stacks of {together.RunsOfGroup}, {SeedsOnCard} runs",
        });
    }

    private static double[][] InTurn(Bench bench, Func<long> first, Func<long> second)
    {
        bench.Timing.WarmUp(first);
        bench.Timing.WarmUp(second);
        return bench.Timing.InTurn(
            () => bench.Timing.UnitsPerSecond(first), () => bench.Timing.UnitsPerSecond(second));
    }
}
