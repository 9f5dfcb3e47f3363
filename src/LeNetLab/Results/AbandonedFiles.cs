namespace LeNetLab.Results;

/// <summary>Files half written, of processes that were killed meanwhile.</summary>
public static class AbandonedFiles
{
    // As long as a process may take from opening a file to locking it.
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(1);

    /// <summary>Removes those among the weights and among an experiment's files.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be read.</exception>
    public static void Remove(string results, string experiment, DateTimeOffset now)
    {
        var folder = new ResultsFolder(results);
        foreach (string place in (string[])[folder.AllWeights, folder.Experiment(experiment)])
            AtomicFile.RemoveAbandoned(place, now - Opening);
    }
}
