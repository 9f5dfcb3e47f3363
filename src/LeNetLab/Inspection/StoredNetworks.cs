using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Inspection;

/// <summary>The trained networks of a results folder, for looking into.</summary>
/// <param name="reader">The results.</param>
public sealed class StoredNetworks(ResultsReader reader)
{
    /// <summary>The network that a run ended with; null where there is none to look into.</summary>
    /// <remarks>
    /// There is none of a run that is not done, of a method that is no network, or where the weights are missing, are
    /// not those that were recorded, or are of another program's settings; <c>make verify</c> says which.
    /// </remarks>
    public TrainedNetwork? Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = reader.Folder.Weights(run.RunId);
        if (run.Status != RunStatus.Done || !File.Exists(path))
            return null;
        try
        {
            var engine = new EngineSpec(run.Engine, run.Device);
            ModelSpec model = RecordedSettings.Rebuild(
                run.RunId, run.Variant, run.Seed, engine, reader.Settings(run.RunId)).Model;
            if (model.Method is not null)
                return null;
            Network network = NetworkCatalogue.Build(model);
            float[] weights = SafetensorsFile.Read(path).VectorFor(network);
            return SafetensorsFile.Sum(weights) == run.WeightsSha256 ? new TrainedNetwork(network, weights) : null;
        }
        catch (Exception foreign) when (foreign is ResultsException or SpecException)
        {
            return null;
        }
    }
}
