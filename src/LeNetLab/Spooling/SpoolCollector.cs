using LeNetLab.Launchers;
using LeNetLab.Naming;
using LeNetLab.Results;
using LeNetLab.Results.Checkpoints;

namespace LeNetLab.Spooling;

/// <summary>What came of recording the results in a spool.</summary>
/// <param name="RunIds">Runs that were recorded by it.</param>
/// <param name="Problems">A sentence for each file that was set aside or has to wait.</param>
public sealed record SpoolCollection(IReadOnlyList<string> RunIds, IReadOnlyList<string> Problems);

/// <summary>
/// Records the results that wait in a spool, each once. It can be repeated at any time, and several may do it at once:
/// what is recorded already is removed.
/// </summary>
/// <param name="database">Where to.</param>
/// <param name="spool">From where.</param>
/// <param name="clock">Tells the time.</param>
public sealed class SpoolCollector(ResultsDatabase database, Spool spool, TimeProvider clock)
{
    private readonly CheckpointFolder checkpoints = new(spool.Results);

    /// <summary>Records what waits, until the database does not take any more.</summary>
    public SpoolCollection Collect()
    {
        var taken = new List<string>();
        var problems = new List<string>();
        IReadOnlyList<string> files = spool.Waiting();
        for (int done = 0; done < files.Count; done++)
        {
            string file = files[done];
            try
            {
                if (Take(file))
                    taken.Add(ResultFile.RunIdOf(file));
            }
            catch (Exception problem) when (problem is ResultsException or LaunchException)
            {
                problems.Add(problem.Message);
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                problems.Add($"{Wait(files.Count - done)} in {Path.GetDirectoryName(file)}, for they cannot be "
                    + $"recorded yet: {StorageFault.Describe(fault)}");
                break;
            }
        }

        Tidy();
        return new SpoolCollection(taken, problems);
    }

    /// <summary>Records one result.</summary>
    /// <param name="file">Its file; it is removed once the run stands in the database.</param>
    /// <param name="fence">By what right, if that is known better than when the file was written.</param>
    /// <returns>Whether it was recorded now. If not, the run has ended otherwise, or somebody is training it.</returns>
    /// <exception cref="ResultsException">It is damaged, and was set aside.</exception>
    /// <exception cref="LaunchException">This program or this database does not know its run; it stays.</exception>
    public bool Take(string file, LeaseFence? fence = null)
    {
        try
        {
            (Spooled spooled, RemoteResult result) = ResultFile.ReadSpooled(file);
            Taking taking = database.TakeIn(spooled.Run.RunId, result, fence ?? spooled.Fence);
            if (taking.Before is null)
            {
                throw new LaunchException(
                    $"{file} is of run {spooled.Run.RunId}, which the database lacks: it is taken in once its experiment is run again.");
            }

            if (!taking.IsTaken && taking.Before == RunStatus.Running)
                return false;
            RequireEqual(file, taking, result);
            if (result.Run is not null)
                checkpoints.Delete(spooled.Run.RunId);
            Spool.Remove(file);
            return taking.IsTaken;
        }
        catch (Exception) when (!File.Exists(file))
        {
            // Somebody else recorded it meanwhile.
            return false;
        }
        catch (ResultsException damage)
        {
            throw new ResultsException($"{damage.Message} It was set aside in {Spool.SetAside(file)}.", damage);
        }
    }

    private static void RequireEqual(string file, Taking taking, RemoteResult result)
    {
        if (taking.Before == RunStatus.Done && result.Run is { Weights.Length: > 0 } run
            && SafetensorsFile.Sum(run.Weights) is var sum && sum != taking.WeightsSha256)
        {
            throw new ResultsException(
                $"{file} has weights of the sum {sum}, and the run is recorded with {taking.WeightsSha256}, which "
                + "stays: one of the two was computed wrongly.");
        }
    }

    private void Tidy()
    {
        try
        {
            spool.Tidy(runId => database.StatusOf(runId) is RunStatus.Done or RunStatus.Diverged, clock.GetUtcNow());
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            // What is left over harms nobody; the next one tidies.
        }
    }

    private static string Wait(int results) => $"{Counted.Of(results, "result")} {Counted.Word(results, "waits", "wait")}";
}
