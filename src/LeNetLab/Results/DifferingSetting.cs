namespace LeNetLab.Results;

/// <summary>A setting in which the runs of an experiment differ.</summary>
/// <param name="Path">Its full name, e.g. <c>training.batch_size</c>.</param>
/// <param name="Values">
/// Of each run, by its id: <see cref="long"/>, <see cref="double"/> or text; of runs in which it has no effect, none.
/// </param>
public sealed record DifferingSetting(string Path, IReadOnlyDictionary<string, object> Values);
