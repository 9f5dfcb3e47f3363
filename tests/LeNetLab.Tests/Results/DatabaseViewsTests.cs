using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Results;

public sealed class DatabaseViewsTests : IDisposable
{
    private const string Views = "select name, sql from sqlite_master where type = 'view' order by name";

    private readonly TemporaryFolder folder = new();

    public DatabaseViewsTests()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        database.Declare("sweep", "Which?", "name: sweep", [SyntheticResults.Plan("a", 1)]);
    }

    private string Database => folder.At("lenetlab.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whoever_opens_to_write_gives_the_database_this_programs_views_and_leaves_others_alone()
    {
        string[] views = SqlFile.Rows(Database, Views);
        MakeOld();
        SqlFile.Execute(Database, "create view mine as select seed from runs");

        ResultsDatabase.Open(folder.Path, TimeProvider.System).Dispose();

        Assert.Equal(views, SqlFile.Rows(Database, $"select * from ({Views}) where name <> 'mine'"));
        Assert.Equal(["1"], SqlFile.Rows(Database, "select * from mine"));
    }

    [Fact]
    public void Whoever_only_reads_has_them_without_writing()
    {
        MakeOld();
        string[] old = SqlFile.Rows(Database, Views);

        QueryResult answer = new QueryRunner(folder.Path, TimeProvider.System, QueryLimits.Default).Run(
            "select variant, \"training.epochs\" from all_runs", CancellationToken.None);
        using ResultsReader reader = ResultsReader.Open(folder.Path);

        Assert.Equal([["a", 3L]], answer.Rows);
        Assert.Equal("a", Assert.Single(reader.Runs("sweep")).Variant);
        Assert.Equal(old, SqlFile.Rows(Database, Views));
    }

    [Fact]
    public void Opening_writes_nothing_where_they_are_there()
    {
        byte[] before = File.ReadAllBytes(Database);

        ResultsDatabase.Open(folder.Path, TimeProvider.System).Dispose();

        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    [Fact]
    public async Task Many_who_open_at_once_make_them_once()
    {
        string[] views = SqlFile.Rows(Database, Views);
        MakeOld();
        using var together = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
                using ResultsReader reader = ResultsReader.Open(folder.Path);
                Assert.Single(reader.Runs("sweep"));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(views, SqlFile.Rows(Database, Views));
    }

    [Theory]
    [InlineData("run_summary")]
    [InlineData("trial_summary")]
    [InlineData("all_runs")]
    public void Every_recorded_setting_is_a_column_behind_the_others(string view)
    {
        string[] columns = SqlFile.Rows(Database, $"select name from pragma_table_info('{view}')");

        string[] settings = [.. SettingTable.All.Where(setting => setting.IsRecorded).Select(setting => setting.Path)];
        Assert.Equal(settings, columns[^settings.Length..]);
        Assert.DoesNotContain(columns[..^settings.Length], column => column.Contains('.'));
    }

    [Fact]
    public void Numbers_are_numbers_words_are_words_and_what_has_no_effect_is_null()
    {
        SqlFile.Execute(Database, "update settings set value = '1e-8' where path = 'training.learning_rate'");

        Assert.Equal(
            ["real|1E-08|integer|3|text|all|text|tanh|null|null"],
            SqlFile.Rows(Database, """
                select typeof("training.learning_rate"), "training.learning_rate", typeof("training.epochs"),
                       "training.epochs", typeof("training.train_images"), "training.train_images",
                       typeof("model.activation"), "model.activation", typeof("training.beta1"), "training.beta1"
                from run_summary
                """));
    }

    // As another program of the same version might have left it.
    private void MakeOld() => SqlFile.Execute(Database, """
        drop view all_runs; drop view run_summary; create view run_summary as select run_id, 'old' as variant from runs
        """);
}
