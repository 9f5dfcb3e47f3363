using System.Text.Json.Serialization;
using LeNetLab.Launchers.Slurm;

namespace LeNetLab.Launchers;

/// <summary>The files of a batch as JSON, every number with all the digits that it has.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    IgnoreReadOnlyProperties = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ManifestTask))]
[JsonSerializable(typeof(ResultText))]
[JsonSerializable(typeof(SlurmJobs))]
internal sealed partial class LaunchJson : JsonSerializerContext;
