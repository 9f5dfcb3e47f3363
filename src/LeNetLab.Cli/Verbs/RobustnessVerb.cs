using System.CommandLine;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Naming;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps.Robustness;

namespace LeNetLab.Cli.Verbs;

/// <summary><c>lenetlab robustness</c>.</summary>
internal static class RobustnessVerb
{
    /// <summary>Runs whose weights are held at a time.</summary>
    private const int Together = 16;

    public static Command Create(LabHost host)
    {
        Argument<string> experiment = Arguments.Experiment();
        Option<int?> images = Arguments.WholeNumber(
            "--images", 1, int.MaxValue, "Measure on the first so many test images; all, if it is not given.");
        Option<string?> data = Arguments.Data(host.Paths);
        Option<string> results = Arguments.Results(host.Paths);
        var command = new Command(
            "robustness",
            "Measure an experiment's trained networks on test images that are moved, bent or spoilt, and report it.")
        {
            experiment, images, data, results,
        };
        command.SetAction((parsed, cancellation) => Run(
            host, parsed.GetRequiredValue(experiment), parsed.GetValue(images), parsed.GetValue(data),
            parsed.GetRequiredValue(results), cancellation));
        return command;
    }

    private static async Task<int> Run(
        LabHost host, string nameOrPath, int? images, string? data, string results, CancellationToken cancellation)
    {
        CommandWords words = host.Commands(results, data);
        string name = host.RecordedName(nameOrPath, results);
        int measured = 0;
        using (ResultsDatabase database = host.OpenResults(results))
        using (ResultsReader reader = ResultsReader.Open(results))
        {
            reader.Experiment(name);
            var runs = new MeasuredRuns(results, reader, name);
            if (runs.Done.Count == 0)
            {
                string again = words.Again(reader.Experiment(name).Command);
                throw new RefusedException($"No run of {name} is done: {again} trains them.");
            }

            foreach (IGrouping<(string Dataset, string DatasetSha256), RecordedRun> group in runs.Done
                .GroupBy(run => (run.Dataset, run.DatasetSha256)))
            {
                Dataset dataset = await host.RecordedDatasetAsync(
                    group.Key.Dataset, group.Key.DatasetSha256, data, results, cancellation);
                measured += await Task.Run(
                    () => Measure(host, database, runs, [.. group], dataset, images, cancellation), cancellation);
            }
        }

        WrittenFiles files = ExperimentFiles.Write(results, name);
        host.Terminal.Out.WriteLine(measured == 0
            ? "Nothing was left to measure."
            : $"Measured {Counted.Of(measured, "run")} on {RobustnessMeter.MeasurementsOfRun} kinds of test images.");
        host.Terminal.Out.WriteLine($"Next: read \"Invariance\" in {files.Paths[^1]}");
        return ExitCode.Done;
    }

    private static int Measure(
        LabHost host, ResultsDatabase database, MeasuredRuns runs, IReadOnlyList<RecordedRun> group, Dataset dataset,
        int? images, CancellationToken cancellation)
    {
        int count = Math.Min(images ?? int.MaxValue, dataset.TestCount), measured = 0;
        using EngineSet engines = EngineSet.Open([EngineSpec.Usual], host.Engines.Open);
        var meter = new RobustnessMeter(engines.Engine(engines.Identities[0]), dataset.Test, count);
        foreach (RecordedRun[] some in group.Chunk(Together))
        {
            MeasuredRun[] open = [.. runs.Unfinished(some, count)];
            if (open.Length == 0)
                continue;
            host.Terminal.Out.WriteLine(
                $"Measuring {open.Length} of {Counted.Of(group.Count, "run")} on {dataset.Name}, {count:#,0} images altered in "
                + $"{RobustnessMeter.MeasurementsOfRun} ways");
            meter.Measure(
                open, Environment.ProcessorCount,
                rows => database.RecordRobustness(rows.Select(row => (row.Run.WeightsSha256, row.Row))), cancellation);
            measured += open.Length;
        }

        return measured;
    }
}
