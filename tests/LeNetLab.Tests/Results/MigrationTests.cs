using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LeNetLab.Results;
using LeNetLab.Results.Runners;

namespace LeNetLab.Tests.Results;

/// <summary>
/// Databases of every schema that was ever released. <c>Released/version-N.sql</c> is one as that version left it.
/// </summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Database => folder.At("lenetlab.db");

    public static TheoryData<int> OldVersions => [.. Enumerable.Range(1, Schema.Version - 1)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(OldVersions))]
    public void An_old_database_keeps_every_row_to_the_last_value(int version)
    {
        SqlFile.Execute(Database, Released(version));
        string[] tables = SqlFile.Rows(
            Database, "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite%'");
        Dictionary<string, (string Columns, string[] Rows)> before = tables.ToDictionary(
            table => table, table => (Columns(table), SqlFile.Rows(Database, $"select * from {table} order by 1, 2")));
        Assert.True(before["runs"].Rows.Length > 5 && before["epochs"].Rows.Length > 5);
        Assert.Equal(
            ["diverged", "done", "failed", "pending", "running"],
            SqlFile.Rows(Database, "select distinct status from runs order by 1"));

        ResultsDatabase.Open(folder.Path, TimeProvider.System).Dispose();

        Assert.Equal([$"{Schema.Version}"], SqlFile.Rows(Database, "PRAGMA user_version"));
        Assert.Equal(["ok"], SqlFile.Rows(Database, "PRAGMA integrity_check"));
        Assert.Empty(SqlFile.Rows(Database, "PRAGMA foreign_key_check"));
        Assert.All(before, table => Assert.Equal(
            table.Value.Rows, SqlFile.Rows(Database, $"select {table.Value.Columns} from {table.Key} order by 1, 2")));
    }

    [Fact]
    public void What_an_old_program_left_as_running_is_interrupted_and_waits_for_the_next_runner()
    {
        SqlFile.Execute(Database, Released(1));
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using (ResultsReader reader = ResultsReader.Open(folder.Path))
        {
            RunUnderWay left = Assert.Single(reader.UnderWay());
            Assert.Null(left.RunnerId);
            Assert.Equal((3, 2000), (left.EpochsDone, left.EpochsInAll));
        }

        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);

        Assert.DoesNotContain(RunStatus.Running, database.Statuses("long").Values);
    }

    [Fact]
    public void A_database_of_tomorrow_is_refused_and_stays_as_it_is()
    {
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System))
        using (Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System))
        {
            PlannedRun run = SyntheticResults.Plan("a", 1);
            database.Declare("sweep", "Which?", "name: sweep", [run]);
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0, 1));
        }

        SqlFile.Execute(Database, $"PRAGMA user_version = {Schema.Version + 1}");
        string[] before = Files();

        ResultsException refusal =
            Assert.Throws<ResultsException>(() => ResultsDatabase.Open(folder.Path, TimeProvider.System));
        Assert.Throws<ResultsException>(() => SyntheticResults.Runner(folder.Path, TimeProvider.System));
        Assert.Throws<ResultsException>(() => ResultsReader.Open(folder.Path));

        Assert.Contains($"has schema version {Schema.Version + 1}", refusal.Message);
        Assert.Equal(before, Files());
    }

    private string Columns(string table) =>
        string.Join(", ", SqlFile.Rows(Database, $"select name from pragma_table_info('{table}')"));

    // Without the two that SQLite keeps beside a database while somebody reads it; empty, they hold no part of it.
    private string[] Files() =>
    [
        .. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(file).Length > 0)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    private static string Released(int version, [CallerFilePath] string testFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "Released", $"version-{version}.sql"));
}
