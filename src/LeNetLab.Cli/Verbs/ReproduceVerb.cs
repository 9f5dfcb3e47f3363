using System.CommandLine;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps.Reproductions;
using LeNetLab.Training;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab reproduce</c>.</summary>
internal static class ReproduceVerb
{
    public static Command Create(LabHost host)
    {
        Argument<string> run = new("run") { Description = "A run's id, or its beginning." };
        Option<string?> data = Arguments.Data(host.Paths);
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command(
            "reproduce", "Train a run again from its row alone, and say whether it is identical or what differs.")
        {
            run, data, results,
        };
        command.SetAction((parsed, cancellation) => Run(
            host, parsed.GetRequiredValue(run), parsed.GetValue(data), parsed.GetRequiredValue(results), cancellation));
        return command;
    }

    private static async Task<int> Run(
        LabHost host, string prefix, string? data, string results, CancellationToken cancellation)
    {
        CommandWords words = host.Commands(results, data);
        if (prefix.Length == 0)
            throw new RefusedException($"Which run? {words.Of("reproduce", ("RUN", "<its id, or the beginning of it>"))}");
        using ResultsReader reader = ResultsReader.Open(results);
        string id = reader.FindRun(prefix);
        RecordedRun run = reader.Recorded().Single(known => known.RunId == id);
        var reproducer = new Reproducer(run, reader.Settings(id));
        RunSpec spec = reproducer.Spec();
        using EngineSet engines = Open(host, run, spec.Engine, words);
        EngineIdentity engine = engines.Identities[0];
        reproducer.RequireEngine(engine);
        Dataset dataset = await host.RecordedDatasetAsync(run.Dataset, run.DatasetSha256, data, results, cancellation);
        host.Terminal.Out.WriteLine($"Training {run.Name} again on {run.Dataset}: "
            + Counted.Of(spec.Training.Epochs, "epoch"));
        var trainer = new Trainer(engines.Engine(engine), host.Clock);
        Reproduction found = await Task.Run(
            () => reproducer.Run(
                reader, trainer, dataset, new EpochLines(host.Terminal, spec.Training.Epochs),
                Environment.ProcessorCount, cancellation),
            cancellation);
        return Answer(host.Terminal, words, run, engine, found);
    }

    private static int Answer(
        Terminal terminal, CommandWords words, RecordedRun run, EngineIdentity engine, Reproduction found)
    {
        if (found.IsIdentical)
        {
            string weights = run.WeightsSha256 is { } sum ? $"weights {sum[..12]}, " : "";
            terminal.Out.WriteLine($"identical: {weights}every epoch's metrics, every prediction");
            return ExitCode.Done;
        }

        terminal.Out.WriteLine("different:");
        foreach (string difference in found.Differences)
            terminal.Out.WriteLine($"  {difference}");
        Provenance here = ProvenanceCollector.Collect(AppContext.BaseDirectory).Of(engine);
        (string What, string? There, string? Here)[] places =
        [
            ("commit", run.GitCommit, here.GitCommit), ("processor", run.Cpu, here.Cpu),
            ("vectors, bits", $"{run.VectorBits}", $"{here.VectorBits}"), ("runtime", run.Runtime, here.Runtime),
        ];
        foreach ((string what, string? there, string? now) in places.Where(place => place.There != place.Here))
            terminal.Out.WriteLine($"  trained elsewhere: {what} {there ?? "unknown"}, here {now ?? "unknown"}");
        terminal.Out.WriteLine($"Next: {words.Of("verify")} says whether what is stored is sound");
        return ExitCode.SomeFailed;
    }

    private static EngineSet Open(LabHost host, RecordedRun run, EngineSpec engine, CommandWords words)
    {
        if (engine.Name is not (EngineSpec.Simd or EngineSpec.Torch))
            throw new RefusedException($"Run {run.Name} was trained by the engine {engine}, which this program lacks.");
        try
        {
            return Terminal.Quietly(() => EngineSet.Open([engine], host.Engines.Open));
        }
        catch (EngineUnavailableException missing) when (missing.LeftOut is not null)
        {
            throw new RefusedException(
                $"Run {run.Name} was trained by {engine}, which is not part of this program: "
                + (words.AreMakes
                    ? $"{words.Of("reproduce", ("RUN", run.RunId), ("TORCH", engine.Device))} has it."
                    : $"{RunCommand.TorchProgram(engine.Device)}."));
        }
    }

    /// <summary>A line for each epoch: a long run is seen to go on.</summary>
    private sealed class EpochLines(Terminal terminal, int epochs) : ITrainingObserver
    {
        public void OnProgress(int epoch, PassResult soFar)
        {
        }

        public void OnEpoch(EpochResult epoch) => terminal.Out.WriteLine(
            $"  epoch {epoch.Epoch}/{epochs}: test {epoch.TestErrorPct:0.00} %, train {epoch.TrainErrorPct:0.00} %");
    }
}
