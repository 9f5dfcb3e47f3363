using FsCheck.Fluent;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Fuzz;

[Trait("speed", "slow")]
public sealed class SqlFuzzTests : IDisposable
{
    private const string Endless =
        "with recursive t(x) as (select 1 union all select x + 1 from t) select count(*) from t";

    private static readonly QueryLimits Limits = new(10_000, TimeSpan.FromMilliseconds(50), 32 << 20);

    private static readonly string[] Queries =
    [
        "select variant, avg(test_error_pct) from run_summary group by variant",
        "select s.variant, e.epoch, avg(e.train_error_pct) as train\nfrom run_summary s "
            + "join epochs e on e.run_id = s.run_id\nwhere s.experiment = 'sweep' "
            + "group by s.variant, e.epoch order by s.variant, e.epoch limit 10",
        "with t as (select 2 as x) select x from t; -- that is all", "values (1), (2.5), ('a'), (x'00ff'), (null)",
        "explain query plan select * from runs",
        "select * from settings where path like '%rate' and cast(value as real) > 0.1",
        "select json_extract('{\"a\":[1,2]}', '$.a[1]'), printf('%5d', 3), substr('abc', 2), hex(randomblob(4))",
        "delete from runs where seed = 1", "attach 'evil.db' as e", "pragma journal_mode = delete", Endless,
        "insert into predictions values ('x', 'y')", "create table t (x)", "vacuum into 'evil.db'",
    ];

    private static readonly string[] Pieces =
    [
        "select ", "* ", " from runs", " from epochs", ", ", "(", ")", "'", "\"", "[", "]", "`", ";", "; select 2",
        "-- ", "/*", "*/", "\n", " union all ", " union ", " where 1", " order by 1", " limit 5", " offset -1",
        "delete from runs", "drop table runs", "update runs set status = 'x'", "attach ':memory:' as m",
        "pragma user_version", "begin", "commit", "returning *", "explain ", "with t as (select 1) ",
        "with recursive t(x) as (select 1 union all select x + 1 from t) ", " join runs r", "run_id",
        "zeroblob(1000000000)", "randomblob(3000000)", "hex(zeroblob(3000000))", "group_concat(run_id)",
        "load_extension('x')", "printf('%.2000000c', 'x')", "likely(", "-", "~", "||", "->>'$'", " is not ",
        " collate nocase", " in (select ", "?1", ":a", "$b", "@c", "x'0", "1e999", "cast(", " as blob)",
        "over (order by 1)", "json_each('[1,2]')", "pragma_table_info('runs')", "sqlite_master",
    ];

    private readonly TemporaryFolder folder = new();

    public SqlFuzzTests()
    {
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, new ManualClock());
        PlannedRun[] runs = [.. Enumerable.Range(1, 3).Select(seed => SyntheticResults.Plan("a", seed))];
        database.Declare("sweep", "Which?", "name: sweep", runs);
        using Runner runner = SyntheticResults.Runner(folder.Path, new ManualClock());
        foreach (PlannedRun run in runs)
            SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(0.1, 1.1));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SQL_is_answered_or_refused_in_a_line_that_quotes_it_and_changes_nothing()
    {
        byte[] before = File.ReadAllBytes(folder.At("lenetlab.db"));

        new ParserAttack<string>("SQL", Ask, sql => sql.Length, sql => System.Text.Json.JsonSerializer.Serialize(sql))
        {
            // A refusal without a place speaks of the whole query, which is a line.
            // SQLite works on a thread of its own; these are what is done with its answer here.
            FreeBytes = 16 * Limits.Bytes,
            NamesPlace = (refusal, _) => !refusal.Contains('\n')
                && (refusal.Contains("query", StringComparison.Ordinal) || refusal.Contains("the text goes on with '")),
        }.Run(Gen.Frequency((5, TextDamage.Of(Queries, Pieces)), (1, TextDamage.Heap(Pieces))), Shrinking.Text);

        Assert.Equal(before, File.ReadAllBytes(folder.At("lenetlab.db")));
        Assert.False(File.Exists("evil.db"));
    }

    private string? Ask(string sql)
    {
        try
        {
            QueryResult answer =
                new QueryRunner(folder.Path, TimeProvider.System, Limits).Run(sql, CancellationToken.None);
            Assert.All(answer.Rows, row => Assert.Equal(answer.Columns.Count, row.Count));
            long characters = answer.Rows.Sum(row => row.Sum(value => (long)QueryResult.Text(value).Length));
            Assert.True(characters < 2 * Limits.Bytes);
            // Whatever SQLite can hold must go into both formats.
            CsvText.Write(TextWriter.Null, answer);
            JsonText.Write(TextWriter.Null, answer);
            return null;
        }
        catch (ResultsException refused)
        {
            return refused.Message;
        }
    }
}
