using System.Text.Json;
using System.Text.Json.Serialization;
using LeNetLab.Specs;
using LeNetLab.Training;

namespace LeNetLab.Results.Checkpoints;

/// <summary>Epochs as JSON, every number with all the digits that it has.</summary>
internal static class EpochsText
{
    /// <summary>One object an epoch, in order.</summary>
    public static string Write(IReadOnlyList<EpochResult> epochs) =>
        JsonSerializer.Serialize([.. epochs], EpochsJson.Default.EpochResultArray);

    /// <summary>Reads epochs, which are numbered from 1 on.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What to call its file in errors.</param>
    /// <exception cref="ResultsException">It is not what <see cref="Write"/> writes.</exception>
    public static EpochResult[] Read(string text, string name)
    {
        EpochResult[] epochs;
        try
        {
            epochs = JsonSerializer.Deserialize(text, EpochsJson.Default.EpochResultArray) ?? [];
        }
        catch (JsonException problem)
        {
            throw new ResultsException($"{name} has epochs that cannot be read: {Quotation.Of(problem.Message, 300)}", problem);
        }

        return epochs.Select((epoch, i) => epoch?.Epoch == i + 1).All(inOrder => inOrder)
            ? epochs
            : throw new ResultsException($"{name} has epochs out of order.");
    }
}

/// <summary>Reads and writes without looking types up at run time, which would take longer than the file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EpochResult[]))]
internal sealed partial class EpochsJson : JsonSerializerContext;
