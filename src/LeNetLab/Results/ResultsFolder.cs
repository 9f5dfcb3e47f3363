namespace LeNetLab.Results;

/// <summary>Where everything lies within one results folder.</summary>
/// <param name="Path">The folder, e.g. <c>results</c>.</param>
public sealed record ResultsFolder(string Path)
{
    /// <summary>What the name of a file with a final state ends with; before it stands the run's id.</summary>
    public const string StateSuffix = ".state.safetensors";

    /// <summary>The database.</summary>
    public string Database => System.IO.Path.Combine(Path, "lenetlab.db");

    /// <summary>Why no results can be there, and the way out, in sentences; null if nothing is in their way.</summary>
    public string? Problem() => DatabasePlace.Problem(Database);

    /// <summary>The final weights of all runs.</summary>
    public string AllWeights => System.IO.Path.Combine(Path, "weights");

    /// <summary>The final weights of one run.</summary>
    /// <exception cref="ArgumentException">The id could not be a file's name.</exception>
    public string Weights(string runId) =>
        System.IO.Path.Combine(AllWeights, $"{Component(runId, "run id")}.safetensors");

    /// <summary>
    /// What a longer run goes on from: one run's final weights with the state of its optimiser. Few runs have one.
    /// </summary>
    /// <exception cref="ArgumentException">The id could not be a file's name.</exception>
    public string State(string runId) =>
        System.IO.Path.Combine(AllWeights, $"{Component(runId, "run id")}{StateSuffix}");

    /// <summary>The checkpoints of one run; there are none once it has ended.</summary>
    /// <exception cref="ArgumentException">The id could not be a folder's name.</exception>
    public string Checkpoints(string runId) =>
        System.IO.Path.Combine(Path, "checkpoints", Component(runId, "run id"));

    /// <summary>One experiment's tables and report.</summary>
    /// <exception cref="ArgumentException">The name could not be a folder's.</exception>
    public string Experiment(string name) => System.IO.Path.Combine(Path, Component(name, "experiment name"));

    // Ids and names become paths: nothing that leads out of the folder, or that some file system cannot hold.
    private static string Component(string name, string what) =>
        name.Length is > 0 and <= 120 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? name
            : throw new ArgumentException(
                $"The {what} '{name}' is not 1 to 120 letters, digits, dashes and underscores, so no file can bear it.",
                nameof(name));
}
