using System.Runtime.Intrinsics;
using LeNetLab.Benchmarks.Figures;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Sections;

/// <summary>Where the time of a training image goes, layer by layer, forward and backward.</summary>
internal sealed class LayerSection : ISection
{
    public string Name => "layers";

    public string Title => "time of one core in each layer, a part of a batch at a time: µs an image, and of the peak "
        + "where the layer multiplies and adds; loading, loss and optimiser left out.";

    public void Measure(Bench bench)
    {
        foreach (Preset preset in VariantName.Presets)
        {
            var model = new ModelSpec { Preset = preset };
            string name = new VariantName(model).ToString();
            if (!bench.Wants(name))
                continue;
            if (Vector512.IsHardwareAccelerated)
                Measure<Lane16>(bench, name, LeNet5.Build(model));
            else
                Measure<Lane8>(bench, name, LeNet5.Build(model));
        }
    }

    private static unsafe void Measure<TLane>(Bench bench, string name, Network network)
        where TLane : struct, ILane<TLane>
    {
        int images = BatchParts.GrainOf(network);
        using var arena = new Arena();
        var parameters = new ParameterStore<TLane>(network, 1, arena);
        parameters.Write(TrainingLoad.FirstParameters(network));
        int blocks = images / TLane.Count;
        var simd = new SimdNetwork<TLane>(
            network, new ImageLayers<TLane>(parameters, blocks, arena), blocks, arena);
        simd.BeginForward();
        simd.Forward(NoiseDigits.Draw(0, images), [.. Enumerable.Range(0, images)]);
        var clocks = new LayerClocks<TLane>(simd, images, parameters.Gradients(0), bench.Clock);
        bench.Timing.WarmUp(clocks.Pass);
        var peaks = new List<double>();
        var rounds = new List<LayerTime[]>();
        for (int round = 0; round < bench.Timing.Rounds; round++)
        {
            peaks.Add(bench.Peak.Measure());
            rounds.Add(clocks.Round(bench.Timing));
        }

        for (int i = 0; i < rounds[0].Length; i++)
        {
            LayerTime first = rounds[0][i];
            double work = MultiplyAdds(network, first);
            double[] times = [.. rounds.Select(round => round[i].Microseconds)];
            bench.Add(bench.Figure($"{name}, {first.Name} {first.Direction}", Unit.Microseconds, Spread.Of(times)) with
            {
                Note = work > 0 ? $"{Share(work, peaks, times):F0} % of the peak" : null,
            });
        }
    }

    private static double Share(double multiplyAdds, List<double> peaks, double[] microseconds) =>
        Spread.Of([.. microseconds.Zip(peaks, (time, peak) => 100 * 2 * multiplyAdds / (time * 1e3 * peak))]).Median;

    /// <summary>What an image takes: backward a product for the weights and one for the input, unless that is the image.</summary>
    private static double MultiplyAdds(Network network, LayerTime time)
    {
        Stage stage = network.Stages.First(stage => stage.Layer.Name == time.Name);
        bool first = network.Stages.First(candidate => candidate.MultiplyAdds > 0) == stage;
        return stage.MultiplyAdds * (time.Direction == LayerTime.Forward || first ? 1 : 2);
    }
}
