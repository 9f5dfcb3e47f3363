using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

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

    [Theory]
    [MemberData(nameof(OldVersions))]
    public void What_an_old_program_trained_is_the_same_run_still_and_is_not_trained_again(int version)
    {
        SqlFile.Execute(Database, Released(version));
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        RecordedRun[] ended =
        [
            .. reader.Recorded().Where(run => run.Status is RunStatus.Done or RunStatus.Diverged),
        ];
        Assert.NotEmpty(ended);
        Assert.All(ended, run =>
        {
            Assert.Equal(run.RunId, RunIdentity.Of(
                run.Spec(reader.Settings(run.RunId)), run.DatasetSha256, run.Identity));
            Assert.Equal(
                new RunClaim(run.Status, null), database.Claim(run.RunId, runner, SyntheticResults.Provenance));
        });
    }

    [Theory]
    [MemberData(nameof(OldVersions))]
    public void A_setting_that_went_without_saying_then_is_said_by_the_views(int version)
    {
        SqlFile.Execute(Database, Released(version));
        ResultsDatabase.Open(folder.Path, TimeProvider.System).Dispose();
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.All(reader.Statuses().Keys, id =>
        {
            Dictionary<string, string> inEffect =
                reader.SettingsInEffect(id).ToDictionary(setting => setting.Path, setting => setting.Value);
            string[] paths = [.. SettingTable.All.Where(setting => setting.IsRecorded).Select(setting => setting.Path)];
            string[] said = SqlFile.Rows(Database, $"select {string.Join(", ", paths.Select(path => $"\"{path}\""))} "
                + $"from all_runs v where run_id = '{id}'")[0].Split('|');
            Assert.Equal(
                paths.Select(path => inEffect.GetValueOrDefault(path, "null")).Select(Number),
                said.Select(Number));
        });
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

    // 0.05 and 5E-2 are one number.
    private static string Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? $"{number:R}" : text;

    private string Columns(string table) =>
        string.Join(", ", SqlFile.Rows(Database, $"select '\"' || name || '\"' from pragma_table_info('{table}')"));

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
