namespace LeNetLab.Data;

/// <summary>
/// A dataset could not be had; the message names the file or mirror, what was found there, and the way out. Where it
/// is no <see cref="DatasetUnavailableException"/>, files are there but wrong: taking another dataset instead would
/// hide that.
/// </summary>
public class DatasetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A dataset is neither on this machine nor could it be downloaded: a spec's <c>offline_fallback</c> applies.
/// </summary>
public sealed class DatasetUnavailableException(string message, Exception? inner = null)
    : DatasetException(message, inner);

/// <summary>Files are there and whole, but are another dataset's.</summary>
internal sealed class ForeignFilesException(string owner, string message) : DatasetException(message)
{
    internal string Owner { get; } = owner;
}
