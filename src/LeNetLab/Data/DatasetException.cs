namespace LeNetLab.Data;

/// <summary>
/// A dataset could not be had; the message names the file, folder or mirror, what was found there, and the way out.
/// Where it is no <see cref="DatasetUnavailableException"/>, somebody has made a mistake that they can mend: taking
/// another dataset instead would hide it.
/// </summary>
public class DatasetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A dataset of the catalogue is not on this machine, and no mirror gave it: a spec's <c>offline_fallback</c> applies.
/// </summary>
public sealed class DatasetUnavailableException(string message, Exception? inner = null)
    : DatasetException(message, inner);

/// <summary>Files are there and whole, but are another dataset's.</summary>
internal sealed class ForeignFilesException(string owner, string message) : DatasetException(message)
{
    internal string Owner { get; } = owner;
}
