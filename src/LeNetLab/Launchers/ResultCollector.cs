using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;

namespace LeNetLab.Launchers;

/// <summary>What came of taking in results.</summary>
/// <param name="RunIds">Runs that were recorded by it.</param>
/// <param name="Problems">A sentence for each file that was set aside or could not be read.</param>
public sealed record Collected(IReadOnlyList<string> RunIds, IReadOnlyList<string> Problems)
{
    /// <summary>How many runs were recorded.</summary>
    public int Taken => RunIds.Count;
}

/// <summary>
/// Takes what tasks have left into the database, each run exactly once. It can be repeated at any time, and several may
/// do it at once: what is recorded already is compared and put away.
/// </summary>
/// <param name="database">Where to.</param>
public sealed class ResultCollector(ResultsDatabase database)
{
    /// <summary>Takes in what waits in some batches.</summary>
    public Collected Collect(IEnumerable<BatchFolder> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var taken = new List<string>();
        var problems = new List<string>();
        foreach (BatchFolder batch in batches)
        {
            IReadOnlyList<string> files = batch.Waiting();
            if (files.Count == 0)
                continue;
            try
            {
                Dictionary<string, ManifestRun> runs = Manifest.Read(batch).SelectMany(task => task.Runs)
                    .ToDictionary(run => run.RunId, StringComparer.Ordinal);
                taken.AddRange(files.Where(file => TakeOrSetAside(batch, file, runs, problems))
                    .Select(ResultFile.RunIdOf));
            }
            catch (LaunchException unreadable)
            {
                problems.Add($"What waits in {batch.Finished} stays there: {unreadable.Message}");
            }
        }

        return new Collected(taken, problems);
    }

    private bool TakeOrSetAside(
        BatchFolder batch, string file, Dictionary<string, ManifestRun> runs, List<string> problems)
    {
        try
        {
            return Take(batch, file, runs);
        }
        catch (Exception) when (!File.Exists(file))
        {
            // Somebody else took it in meanwhile.
        }
        catch (ResultsException damage)
        {
            problems.Add($"{damage.Message} It was set aside in {batch.SetAside}.");
            PutAway(file, batch.SetAside, withWeights: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or LaunchException)
        {
            problems.Add($"{file} could not be taken in and stays there: {failure.Message}");
        }

        return false;
    }

    private bool Take(BatchFolder batch, string file, Dictionary<string, ManifestRun> runs)
    {
        if (!runs.TryGetValue(ResultFile.RunIdOf(file), out ManifestRun? run))
            throw new ResultsException($"{file} is of no run of its batch.");
        RemoteResult result = ResultFile.Read(file, run);
        Taking taking = database.TakeIn(run.RunId, result);
        if (taking.Before is null)
            throw new LaunchException($"the database lacks {run.RunId}, until {batch.Experiment} is run again.");
        string? weights = result.Run is { Weights.Length: > 0 } done ? SafetensorsFile.Sum(done.Weights) : null;
        if (taking.Before == RunStatus.Done && weights is not null && weights != taking.WeightsSha256)
        {
            throw new ResultsException(
                $"{file} has weights of the sum {weights}, and the run is recorded with {taking.WeightsSha256}, which "
                + "stays: one of the machines computed wrongly.");
        }

        PutAway(file, batch.Collected, withWeights: false);
        if (result.Run is not null)
            new CheckpointFolder(batch.ResultsRoot).Delete(run.RunId);
        return taking.IsTaken;
    }

    /// <summary>Moves a file out of the way; its weights go with it, or go, for they lie elsewhere then.</summary>
    private static void PutAway(string file, string folder, bool withWeights)
    {
        Directory.CreateDirectory(folder);
        string weights = ResultFile.WeightsOf(file);
        if (withWeights && File.Exists(weights))
            File.Move(weights, Path.Combine(folder, Path.GetFileName(weights)), overwrite: true);
        if (File.Exists(file))
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        File.Delete(weights);
    }
}
