using System.Text.Json.Serialization;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Training;

namespace LeNetLab.Launchers;

/// <summary>One line of a manifest: the runs of a task, and everything that defines them.</summary>
/// <param name="Format"><see cref="Current"/>.</param>
/// <param name="Task">Its number, from 0.</param>
/// <param name="CheckpointEvery">Epochs from one checkpoint to the next; 0 for none.</param>
/// <param name="Runs">The runs, first to last.</param>
public sealed record ManifestTask(string Format, int Task, int CheckpointEvery, IReadOnlyList<ManifestRun> Runs)
{
    /// <summary>What the lines are written as.</summary>
    public const string Current = "lenetlab-manifest-1";
}

/// <summary>A run as it stands in a manifest.</summary>
/// <param name="RunId">Its content hash, which everything else must agree with.</param>
/// <param name="Variant">What it is called in its experiment.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="EngineVersion">The version that it must be of.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="DatasetSha256">Its sum, and the name of its folder below <c>datasets</c>.</param>
/// <param name="TestImages">How many test images it has.</param>
/// <param name="Settings">Every recorded setting, in order.</param>
public sealed record ManifestRun(
    string RunId, string Variant, long Seed, string Engine, int EngineVersion, string Device, string Dataset,
    string DatasetSha256, int TestImages, IReadOnlyList<Setting> Settings)
{
    /// <summary>Whether it looks into its layers, which is no part of what the run is.</summary>
    public bool LayerStats { get; init; } = true;

    /// <summary>
    /// The lengths in epochs of the runs that it can go on from where they have left their ends, the longest first;
    /// null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Shorter { get; init; }

    /// <summary>The run of a sweep that is sent away.</summary>
    public static ManifestRun Of(SweepItem item, int testImages)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Of(item.Run, testImages) with
        {
            Shorter = item.Shorter.Count > 0 ? [.. item.Shorter.Select(run => run.Spec.Training.Epochs)] : null,
        };
    }

    /// <summary>A run by itself.</summary>
    public static ManifestRun Of(PlannedRun run, int testImages)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new ManifestRun(
            run.RunId, run.Spec.Variant, run.Spec.Seed, run.Engine.Name, run.Engine.Version, run.Engine.Device,
            run.Dataset, run.DatasetSha256, testImages, run.Spec.Settings)
        {
            LayerStats = run.Spec.Training.LayerStats,
        };
    }

    /// <summary>What trains it.</summary>
    [JsonIgnore]
    public EngineSpec Compute => new(Engine, Device);

    /// <summary>The resolved spec.</summary>
    /// <exception cref="LaunchException">This program reads the settings differently.</exception>
    public RunSpec ToSpec()
    {
        try
        {
            RunSpec spec = RecordedSettings.Rebuild(RunId, Variant, Seed, Compute, Settings);
            return spec with { Training = spec.Training with { LayerStats = LayerStats } };
        }
        catch (SpecException odd)
        {
            throw new LaunchException(
                $"Run {RunId} was sent away by another version of LeNetLab, or altered since: {odd.Message}", odd);
        }
    }

    /// <summary>The run as a sweep trains it.</summary>
    /// <param name="dataset">What it is trained on.</param>
    /// <param name="engine">What trains it here.</param>
    /// <exception cref="LaunchException">It would be another run than the one that was sent away.</exception>
    public SweepItem ToItem(Dataset dataset, EngineIdentity engine)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(engine);
        if (dataset.Sha256 != DatasetSha256)
        {
            throw new LaunchException(
                $"Run {RunId} is of {Dataset} with the sum {DatasetSha256}, not with {dataset.Sha256}.");
        }

        RunSpec spec = ToSpec();
        if (engine.Version != EngineVersion || RunIdentity.Of(spec, DatasetSha256, engine) != RunId)
        {
            throw new LaunchException(
                $"Run {RunId} was sent away for version {EngineVersion} of the {Engine} engine, and this program has "
                + $"version {engine.Version}: build the version that sent it, or send it again.");
        }

        int trainImages = DataOrder.Count(
            dataset.TrainCount, spec.Training.TrainImages, spec.Training.ValidationImages);
        IModel model = ModelCatalogue.Build(spec.Model, trainImages);
        var run = new PlannedRun(RunId, spec, Dataset, DatasetSha256, model.ParameterCount, trainImages, engine);
        SweepItem item = SweepItem.Of(run, model, dataset.TestCount);
        return Shorter is null
            ? item
            : item with { Shorter = [.. Shorter.Select(epochs => ShorterRuns.Of(run, epochs))] };
    }
}
