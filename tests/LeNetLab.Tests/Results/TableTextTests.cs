using System.Text;
using System.Text.Json;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

public sealed class TableTextTests
{
    [Fact]
    public void Csv_gives_back_every_text_and_every_number()
    {
        Gen<string> text = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Where(value => value is not null && IsUnicode(value)),
            Gen.Elements("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'", "''=", "a,b", "\"", " x ", "", "é−✓",
                "x\r\ny"));
        Gen<double> number = ArbMap.Default.GeneratorFor<double>().Where(value => !double.IsNaN(value));

        Gen<long> count = ArbMap.Default.GeneratorFor<long>();
        Gen<(string, double, long)[]> table = text.SelectMany(_ => number, (a, b) => (a, b))
            .SelectMany(_ => count, (pair, c) => (pair.a, pair.b, c)).ArrayOf();

        Prop.ForAll(table.ToArbitrary(), rows =>
        {
            object?[][] cells = [.. rows.Select(row => new object?[] { row.Item1, row.Item2, row.Item3 })];
            using var reader = CsvReader.FromText(
                Csv(new QueryResult(["text", "number", "count"], cells)), CsvReaderOptions.Default);
            foreach ((string expected, double value, long whole) in rows)
            {
                Assert.True(reader.Read());
                Assert.Equal(expected, CsvText.Original(reader.GetString(0)));
                Assert.Equal(BitConverter.DoubleToInt64Bits(value),
                    BitConverter.DoubleToInt64Bits(double.Parse(reader.GetString(1))));
                Assert.Equal(whole, long.Parse(reader.GetString(2)));
            }

            Assert.False(reader.Read());
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    [Fact]
    public void Csv_is_plain_and_no_text_in_it_is_a_formula()
    {
        var table = new QueryResult(["name", "gap_pct", "nothing"],
        [
            ["=HYPERLINK(\"http://x\")", -0.1, null], ["-sum(a1)", 1e-300, ""], ["plain", 3L, "a\nb"],
        ]);

        Assert.Equal(
            "name,gap_pct,nothing\n\"'=HYPERLINK(\"\"http://x\"\")\",-0.1,\n"
            + "\"'-sum(a1)\",1E-300,\"\"\nplain,3,\"a\nb\"\n",
            Csv(table));
    }

    [Fact]
    public void Json_holds_the_same_digits_as_csv()
    {
        var table = new QueryResult(["x", "x", "b"],
            [[0.1 + 0.2, long.MinValue, new byte[] { 1, 255 }], [double.PositiveInfinity, null, "a\"−<"]]);
        using var writer = new StringWriter();

        JsonText.Write(writer, table);

        JsonElement[] rows = [.. JsonDocument.Parse(writer.ToString()).RootElement.EnumerateArray()];
        Assert.Equal("0.30000000000000004", rows[0].GetProperty("x").GetRawText());
        Assert.Equal("-9223372036854775808", rows[0].GetProperty("x_2").GetRawText());
        Assert.Equal("01ff", rows[0].GetProperty("b").GetString());
        Assert.Equal("Infinity", rows[1].GetProperty("x").GetString());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("x_2").ValueKind);
        Assert.Equal("a\"−<", rows[1].GetProperty("b").GetString());
    }

    [Fact]
    public void A_query_and_the_file_agree_to_the_last_digit()
    {
        using var folder = new TemporaryFolder();
        PlannedRun[] runs = [.. Enumerable.Range(1, 5).Select(seed => SyntheticResults.Plan("a", seed))];
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, new ManualClock()))
        {
            database.Declare("sweep", "Which?", "", runs);
            using var runner = SyntheticResults.Runner(folder.Path, new ManualClock());
            foreach (PlannedRun run in runs)
            {
                long seed = run.Spec.Seed;
                SyntheticResults.Complete(database, runner, run, SyntheticResults.Trained(seed / 7.0, seed / 3.0));
            }
        }

        using ResultsReader reader = ResultsReader.Open(folder.Path);
        QueryResult queried = new QueryRunner(folder.Path, new ManualClock(), QueryLimits.Default)
            .Run("select * from run_summary where experiment = 'sweep' order by seed", CancellationToken.None);

        // The runs differ in no setting, so none is a column of the file.
        int settings = SettingColumns.Names.Count;
        queried = new QueryResult(
            [.. queried.Columns.SkipLast(settings)], [.. queried.Rows.Select(row => row.SkipLast(settings).ToArray())]);

        using (TableRows table = reader.Table(ExperimentTable.Runs, "sweep"))
            Assert.Equal(Csv(queried), Csv(new QueryResult(table.Columns, [.. table.Read()])));
        using TableRows epochs = reader.Table(ExperimentTable.Epochs, "sweep");
        Assert.Equal(["variant", "seed"], epochs.Columns.Skip(11));
        Assert.Equal(15, epochs.Read().Count());
    }

    [Fact]
    public void A_file_is_replaced_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("runs.csv");
        AtomicFile.WriteText(path, writer => writer.Write("old"));

        Assert.Throws<IOException>(() => AtomicFile.WriteText(path, writer =>
        {
            writer.Write("new");
            throw new IOException("The disk is full.");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_and_what_a_living_one_writes_is_not()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("runs.csv");
        string abandoned = folder.At(".runs.csv.abcdefgh.ijk"), user = folder.At(".notes.txt");
        foreach (string file in (string[])[abandoned, user])
            File.WriteAllText(file, "half");
        using (StagedFile living = AtomicFile.Stage(path, stream => stream.Write("whole"u8)))
        {
            DateTimeOffset later = new DateTimeOffset(File.GetLastWriteTimeUtc(abandoned)).AddSeconds(5);
            AtomicFile.RemoveAbandoned(folder.Path, later.AddSeconds(-10));
            Assert.Equal(3, Directory.GetFiles(folder.Path).Length);

            AtomicFile.RemoveAbandoned(folder.Path, later);
            living.Commit();
        }

        Assert.Equal([user, path], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal("whole", File.ReadAllText(path));
    }

    private static string Csv(QueryResult table)
    {
        using var writer = new StringWriter();
        CsvText.Write(writer, table);
        return writer.ToString();
    }

    // Half a surrogate pair is no text that UTF-8 could hold.
    private static bool IsUnicode(string value) => !value.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
