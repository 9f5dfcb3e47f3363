using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>Takes back that runs ended without a result, so that they can be trained anew.</summary>
public static class RunReopening
{
    /// <summary>
    /// Marks runs that failed or diverged as pending, in one transaction; others stay as they are. What is recorded of
    /// them stays until they are started.
    /// </summary>
    /// <param name="folder">The results folder.</param>
    /// <param name="runIds">The runs.</param>
    public static void Reopen(string folder, IReadOnlyList<string> runIds)
    {
        using SqliteConnection connection = DatabaseFile.OpenForWriting(new ResultsFolder(folder).Database);
        Transaction.Run(connection, () => connection.Execute(
            """
            update runs set status = 'pending', finished_at = null, error = null
            where run_id = @runId and status in ('failed', 'diverged')
            """,
            runIds.Select(runId => new { runId })));
    }
}
