namespace LeNetLab.Data;

/// <summary>A dataset could not be had; the message names the file or mirror, what was found there, and the way out.</summary>
public sealed class DatasetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where datasets come from.</summary>
public sealed class DatasetSource
{
    /// <summary>Finds, checks and reads a dataset, downloading it if it must.</summary>
    /// <param name="name">A catalogue name, <c>strokes</c>, or the path of a folder of IDX files.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">It cannot be had.</exception>
    public Task<Dataset> LoadAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
}
