using Dapper;
using LeNetLab.Results;
using LeNetLab.Tests.Results;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Dashboard;

/// <summary>
/// Ten thousand runs of fifty epochs, that nobody trained: 20 experiments of 50 variants with 10 seeds, each with its
/// settings and predictions of 10,000 test images.
/// </summary>
public sealed class ManyRuns : IDisposable
{
    public const int Experiments = 20, Variants = 50, Seeds = 10, Epochs = 50;

    private readonly TemporaryFolder folder = new();

    public ManyRuns()
    {
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System))
        {
            for (int experiment = 0; experiment < Experiments; experiment++)
            {
                string name = $"experiment-{experiment:00}";
                database.Declare(name, ReportsQuestion, $"name: {name}",
                [
                    .. from variant in Enumerable.Range(0, Variants)
                       from seed in Enumerable.Range(1, Seeds)
                       let id = $"{experiment:00}{variant:00}{seed:000}"
                       select SyntheticResults.Plan($"learning_rate=0.0{variant:00}", seed, id: id),
                ]);
            }

            database.KeepTestLabels(
                SyntheticResults.Plan("", 0).DatasetSha256, SyntheticResults.Labels);
        }

        Fill();
    }

    public string Path => folder.Path;

    private static string ReportsQuestion => "Does the page keep up with many runs?";

    public void Dispose() => folder.Dispose();

    // A database connection of its own: ten thousand runs, one by one and each made sure of, would take minutes.
    private void Fill()
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = new ResultsFolder(folder.Path).Database,
            Pooling = false,
        };
        using var connection = new SqliteConnection(address.ToString());
        connection.Open();
        connection.Execute("PRAGMA synchronous = OFF");
        connection.Execute("begin transaction");
        connection.Execute(
            """
            update runs set status = 'done', train_seconds = 6, images_per_second = 10000, predict_seconds = 0.5,
                   weights_sha256 = run_id, started_at = '2026-03-01T12:00:00.000Z', host = 'host-1',
                   finished_at = '2026-03-01T13:00:00.000Z'
            """);
        connection.Execute(
            """
            with recursive n(epoch) as (select 1 union all select epoch + 1 from n where epoch < @Epochs)
            insert into epochs
            select run_id, epoch, 0.05, 0.01, 2, 1 + 5.0 / epoch, null, 0.04,
                   1 + 5.0 / epoch + seed * 0.01 + substr(run_id, 3, 2) * 0.02, seed * 0.01 + substr(run_id, 3, 2) * 0.02, 0.1
            from runs, n
            """,
            new { Epochs });
        connection.Execute(
            "insert into predictions values (@run, @said)",
            connection.Query<string>("select run_id from runs where run_id < '02'").AsList().Select(run => new
            {
                run,
                said = SyntheticResults.Predictions(SyntheticResults.Plan(run[..4], long.Parse(run[4..])), 2),
            }));
        connection.Execute("commit transaction");
        connection.Execute("PRAGMA wal_checkpoint(truncate)");
    }
}
