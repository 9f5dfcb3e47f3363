using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeNetLab.Results;
using YamlDotNet.Serialization;

namespace LeNetLab.Export.Mlflow;

/// <summary>
/// MLflow's file store: a folder for each experiment with a <c>meta.yaml</c>, in it one for each run with files for its
/// parameters, tags and metrics. Ids follow from names, so that a second export replaces the first.
/// </summary>
/// <param name="folder">What MLflow is told as <c>--backend-store-uri</c>.</param>
internal sealed class MlflowStore(string folder)
{
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    /// <summary>Writes an experiment, as yet without runs.</summary>
    public void Write(ExperimentSummary experiment)
    {
        string place = Place(experiment.Name);
        long declared = Timestamp.Parse(experiment.DeclaredAt).ToUnixTimeMilliseconds();
        WriteMeta(place, new Dictionary<string, object>
        {
            ["artifact_location"] = Address(place),
            ["creation_time"] = declared,
            ["experiment_id"] = IdOf(experiment.Name),
            ["last_update_time"] = declared,
            ["lifecycle_stage"] = "active",
            ["name"] = experiment.Name,
        });
        WriteText(Path.Combine(place, "tags", "mlflow.note.content"), experiment.Question);
    }

    /// <summary>Writes a run of an experiment.</summary>
    /// <param name="run">The run.</param>
    /// <param name="weights">Its weights file; null where there is none.</param>
    public void Write(ExportedRun run, string? weights)
    {
        string id = IdOf(run.Run);
        string place = Path.Combine(Place(run.Run.Experiment), id);
        WriteMeta(place, MetaOf(run, id, Path.Combine(place, "artifacts")));
        foreach ((string name, string value) in MlflowRun.Parameters(run))
            WriteText(Path.Combine(place, "params", name), value);
        foreach ((string name, string value) in MlflowRun.Tags(run))
            WriteText(Path.Combine(place, "tags", name), value);
        foreach ((string name, string lines) in MlflowRun.Metrics(run))
            WriteText(Path.Combine(place, "metrics", Path.Combine(name.Split('/'))), lines);
        string artifacts = Directory.CreateDirectory(Path.Combine(place, "artifacts")).FullName;
        if (weights is not null)
            File.Copy(weights, Path.Combine(artifacts, "weights.safetensors"), overwrite: true);
    }

    /// <summary>18 digits, as MLflow's own ids have them.</summary>
    internal static string IdOf(string experiment) =>
        ((BinaryPrimitives.ReadUInt64LittleEndian(Sum(experiment)) % 900_000_000_000_000_000) + 100_000_000_000_000_000)
        .ToString(CultureInfo.InvariantCulture);

    /// <summary>32 hexadecimal digits: a run that two experiments share is two runs to MLflow.</summary>
    internal static string IdOf(RunSummary run) =>
        Convert.ToHexStringLower(Sum($"{run.Experiment}\n{run.Variant}\n{run.RunId}"))[..32];

    private static Dictionary<string, object> MetaOf(ExportedRun run, string id, string artifacts)
    {
        var meta = new Dictionary<string, object>
        {
            ["artifact_uri"] = Address(artifacts),
            ["entry_point_name"] = "",
            ["experiment_id"] = IdOf(run.Run.Experiment),
            ["lifecycle_stage"] = "active",
            ["run_id"] = id,
            ["run_name"] = MlflowRun.Name(run),
            ["run_uuid"] = id,
            ["source_name"] = "",
            ["source_type"] = 4,
            ["source_version"] = run.Origin.GitCommit ?? "",
            ["start_time"] = run.Started.ToUnixTimeMilliseconds(),
            ["status"] = MlflowRun.Status(run.Run.Status),
            ["tags"] = Array.Empty<string>(),
            ["user_id"] = "",
        };
        if (run.Finished is { } end)
            meta["end_time"] = end.ToUnixTimeMilliseconds();
        return meta;
    }

    private string Place(string experiment) => Path.Combine(Path.GetFullPath(folder), IdOf(experiment));

    private static byte[] Sum(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Address(string path) => new Uri(path).AbsoluteUri;

    private static void WriteMeta(string place, Dictionary<string, object> meta)
    {
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "meta.yaml"), Yaml.Serialize(meta));
    }

    private static void WriteText(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
