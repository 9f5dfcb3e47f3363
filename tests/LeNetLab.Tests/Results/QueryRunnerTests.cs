using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Naming;
using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

public sealed class QueryRunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public QueryRunnerTests()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        PlannedRun[] runs = [.. Enumerable.Range(1, 3).Select(seed => SyntheticResults.Plan("a", seed))];
        database.Declare("sweep", "Which?", "name: sweep", runs);
        using var runner = SyntheticResults.Runner(folder.Path, clock);
        foreach (PlannedRun run in runs)
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0.1, 1.1));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("select count(*) as n from run_summary", "3")]
    [InlineData("  with t as (select 2 as x) select x from t ;  -- that is all", "2")]
    [InlineData("values (1)", "1")]
    [InlineData("/* first */ select avg(test_error_pct) from run_summary", "1.1")]
    [InlineData("with recursive t(x) as (select 1 union all select x + 1 from t limit 9) select sum(x) from t", "45")]
    [InlineData("select name from sqlite_master where name = 'runs'", "runs")]
    [InlineData("select x'00ff'", "00ff")]
    [InlineData("select distinct \"training.epochs\" + 1 from run_summary", "4")]
    [InlineData("select count(*) from run_summary where [model.activation] = 'tanh' and \"training.learning_rate\" < 0.1", "3")]
    public void Reading_is_answered(string sql, string expected) =>
        Assert.Equal(expected, QueryResult.Text(Assert.Single(Assert.Single(Run(sql).Rows))));

    [Fact]
    public void Explaining_is_reading() => Assert.NotEmpty(Run("explain query plan select * from run_summary").Rows);

    [Theory]
    [InlineData("delete from runs")]
    [InlineData("select 1; drop table runs")]
    [InlineData("update runs set status = 'done'")]
    [InlineData("insert into runs select * from runs returning run_id")]
    [InlineData("with t as (select 1) delete from epochs")]
    [InlineData("replace into experiments values ('a', 'b', 'c', 'd')")]
    [InlineData("create table t (x)")]
    [InlineData("create temp table t (x)")]
    [InlineData("create temp view v as select 1")]
    [InlineData("drop view run_summary")]
    [InlineData("alter table runs add column x")]
    [InlineData("attach 'other.db' as other")]
    [InlineData("detach main")]
    [InlineData("pragma query_only = off")]
    [InlineData("pragma user_version")]
    [InlineData("select * from pragma_table_info('runs')")]
    [InlineData("vacuum")]
    [InlineData("vacuum into 'copy.db'")]
    [InlineData("begin immediate")]
    [InlineData("savepoint s")]
    [InlineData("commit")]
    [InlineData("analyze")]
    [InlineData("reindex")]
    [InlineData("explain delete from runs")]
    public void Anything_else_is_refused(string sql) =>
        Assert.StartsWith("Refused: '", Assert.Throws<ResultsException>(() => Run(sql)).Message);

    [Theory]
    [InlineData("select 1; select 2", "goes on with 'select 2'")]
    [InlineData("", "query is empty")]
    [InlineData(" -- nothing", "query is empty")]
    [InlineData("select 1 \0; drop table runs", "NUL")]
    [InlineData("selekt 1", "near \"selekt\": syntax error")]
    [InlineData("select test_eror from run_summary", "The columns of run_summary are: run_id, experiment, variant")]
    [InlineData("select test_eror_pct from run_summary", "Did you mean test_error_pct?")]
    [InlineData("select * from summary", "no such table: summary, in 'select * from summary'. There are the views run_summary")]
    [InlineData("select training.batch_size from run_summary", "it stands in double quotes: \"training.batch_size\", in run_summary")]
    [InlineData("select s.training.batch_size from run_summary s", "it stands in double quotes: \"training.batch_size\"")]
    [InlineData("select \"training.bach_size\" from run_summary", "Did you mean \"training.batch_size\"?")]
    [InlineData("select 1 from run_summary where variant = \"a\"", "Text stands in single quotes, 'a'")]
    [InlineData("select load_extension('x')", "load_extension")]
    [InlineData("select zeroblob(100000000)", "too big")]
    public void What_is_wrong_is_said(string sql, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ResultsException>(() => Run(sql)).Message);

    [Fact]
    public void A_query_without_end_is_stopped()
    {
        var endless = "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t";
        var limits = new QueryLimits(10, TimeSpan.FromMilliseconds(50));
        var impatient = new QueryRunner(folder.Path, TimeProvider.System, limits);
        using var cancelled = new CancellationTokenSource(50);

        Assert.Contains("stopped after", Assert.Throws<ResultsException>(
            () => impatient.Run(endless, CancellationToken.None)).Message);
        Assert.Throws<OperationCanceledException>(
            () => new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(endless, cancelled.Token));
        Assert.Contains("more than 10 rows", Assert.Throws<ResultsException>(
            () => new QueryRunner(folder.Path, clock, new QueryLimits(10, TimeSpan.FromMinutes(1)))
                .Run(endless.Replace("count(*)", "x"), CancellationToken.None)).Message);
    }

    // SQLite asks nobody while it looks for one long text in another: a second or more, here, and hours at worst.
    [Fact]
    public void A_query_that_SQLite_itself_cannot_stop_is_left_behind()
    {
        const string search = "select instr(zeroblob(500000), cast(zeroblob(250000) as blob) || x'01')";
        var impatient = new QueryRunner(
            folder.Path, TimeProvider.System, new QueryLimits(10, TimeSpan.FromMilliseconds(50)));
        using var cancelled = new CancellationTokenSource(50);

        Assert.Contains("stopped after", Assert.Throws<ResultsException>(
            () => impatient.Run(search, CancellationToken.None)).Message);
        Assert.Throws<OperationCanceledException>(
            () => new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(search, cancelled.Token));
    }

    [Theory]
    [InlineData("with recursive t(x) as (select 1 union all select x + 1 from t) select randomblob(1000000) from t")]
    [InlineData("with recursive t(x) as (select randomblob(1000000) union select randomblob(1000000) from t) "
        + "select count(*) from t")]
    public void Memory_without_end_is_refused(string sql)
    {
        var runner = new QueryRunner(folder.Path, clock, new QueryLimits(1_000, TimeSpan.FromMinutes(1), 64 << 20));

        Assert.Contains("more than 64 MiB", Assert.Throws<ResultsException>(
            () => runner.Run(sql, CancellationToken.None)).Message);
    }

    [Theory]
    [InlineData("select\n1 fro\u001b[31mm runs")]
    [InlineData("select \"\u001b[31m\nno such thing\" from\nnowhere")]
    [InlineData("delete\nfrom runs")]
    [InlineData("select 1; select\n2")]
    public void What_is_quoted_stays_in_its_line_and_does_nothing_to_a_terminal(string sql)
    {
        string message = Assert.Throws<ResultsException>(() => Run(sql)).Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.InRange(Assert.Throws<ResultsException>(() => Run($"select {new string('x', 100_000)}")).Message.Length,
            1, 1_000);
    }

    [Fact]
    public void Without_results_it_says_how_to_get_some_and_makes_no_file()
    {
        using var empty = new TemporaryFolder();

        ResultsException none = Assert.Throws<ResultsException>(
            () => new QueryRunner(empty.Path, clock, QueryLimits.Default).Run("select 1", CancellationToken.None));

        Assert.Equal(new NextStep("run"), none.Next);
        Assert.Empty(Directory.GetFileSystemEntries(empty.Path));
    }

    [Fact]
    public void A_database_that_cannot_be_written_beside_is_read_as_it_is()
    {
        string odd = folder.At("a folder? 100%#1");
        Directory.CreateDirectory(odd);
        string copy = Path.Combine(odd, "lenetlab.db");
        File.Copy(folder.At("lenetlab.db"), copy);

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={DatabaseFile.Immutable(copy)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select count(*) from runs";

        Assert.Equal(3L, command.ExecuteScalar());
        Assert.Equal([copy], Directory.GetFiles(odd));
        File.WriteAllText($"{copy}-wal", "changes");
        Assert.Contains("not merged", Assert.Throws<ResultsException>(() => DatabaseFile.Immutable(copy)).Message);
    }

    [Fact]
    public void No_text_whatever_changes_a_byte()
    {
        byte[] before = File.ReadAllBytes(folder.At("lenetlab.db"));
        string[] files = Files();
        Gen<string> fragment = Gen.Elements(
            "select", "1", "*", "from", "runs", "epochs", "delete from runs", "update runs set status='x'",
            "insert into predictions values ('x', 'y')", "attach 'evil.db' as e", "pragma journal_mode=delete",
            "pragma writable_schema=1", "vacuum into 'evil.db'", "create table t(x)", "drop table epochs", ";", "--\n",
            "/*", "*/", "with t as (select 1)", "returning *", "explain", "begin", "commit", "values(1)", "(", ")", "'",
            "\"", "\0", "where 1", "load_extension('evil')", "union", ",");
        Gen<string> text = fragment.NonEmptyListOf().Select(parts => string.Join(' ', parts));

        Prop.ForAll(text.ToArbitrary(), sql =>
        {
            try
            {
                Run(sql);
            }
            catch (ResultsException)
            {
                // A refusal is an answer.
            }

            Assert.Equal(before, File.ReadAllBytes(folder.At("lenetlab.db")));
            Assert.Equal(files, Files());
            Assert.False(File.Exists("evil.db"));
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    private QueryResult Run(string sql) =>
        new QueryRunner(folder.Path, clock, QueryLimits.Default).Run(sql, CancellationToken.None);

    // SQLite's own two files of shared memory come and go with readers.
    private string[] Files() =>
    [
        .. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("db-shm", StringComparison.Ordinal))
            .Where(file => !file.EndsWith("db-wal", StringComparison.Ordinal))
            .Order(),
    ];
}
