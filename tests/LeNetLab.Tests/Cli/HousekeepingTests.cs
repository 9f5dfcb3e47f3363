using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Cli;

/// <summary><c>rm</c>, <c>gc</c> and <c>verify</c> of the built program.</summary>
public sealed class HousekeepingTests : IDisposable
{
    private const string All = "select * from run_summary order by run_id";
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Runs_go_to_the_trash_and_come_back_until_it_is_emptied()
    {
        lab.Run("run", "tiny");
        string before = lab.Query(All), report = Report();

        Assert.Contains("2 runs would go", Answered(0, "rm", "activation=relu", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(before, lab.Query(All));
        string gone = Answered(0, "rm", "activation=relu");
        Assert.Contains("the report of tiny loses 2", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("activation=relu", lab.Query(All) + Report(), StringComparison.Ordinal);

        string back = Answered(0, "rm", "--undo");
        Assert.Contains("Brought back: variant activation=relu of tiny, 2 runs", back, StringComparison.Ordinal);
        Assert.Equal(before, lab.Query(All));
        Assert.Equal(report, Report());
        Assert.Contains("0 to do, 4 already done", Answered(0, "run", "tiny"), StringComparison.Ordinal);

        Assert.Contains(
            "experiment tiny: 4 runs would go", Answered(0, "rm", "tiny", "--experiment", "tiny", "--dry-run"),
            StringComparison.Ordinal);
        Answered(0, "rm", "tiny");
        Assert.False(Directory.Exists(Path.Combine(lab.Results, "tiny")));
        Assert.Contains(
            "experiment tiny, 4 runs", Answered(0, "gc", "--empty-trash", "--dry-run"), StringComparison.Ordinal);
        Answered(0, "gc", "--empty-trash");
        Assert.Contains("The trash is empty", Refused("rm", "--undo"), StringComparison.Ordinal);
        Assert.Contains("4 to do", Answered(0, "run", "tiny"), StringComparison.Ordinal);
        Assert.Contains("No run's id begins with 'tahn'", Refused("rm", "tahn"), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_names_each_thing_that_is_wrong_with_what_to_do()
    {
        lab.Run("run", "tiny");
        string sound = Answered(0, "verify");
        Assert.StartsWith("All is as it should be: the database, 4 runs", sound, StringComparison.Ordinal);
        string[] ids = lab.Query("select run_id from run_summary order by variant, seed").Split('\n')[1..5];
        string[] files = [.. ids.Select(id => Path.Combine(lab.Results, "weights", $"{id}.safetensors"))];
        byte[] bytes = File.ReadAllBytes(files[0]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(files[0], bytes);
        File.Move(files[1], Path.Combine(lab.Results, "weights", "0000000000000000.safetensors"));
        File.WriteAllText(files[2], "nonsense");
        Change($"""
            update predictions set predictions = x'00' where run_id = '{ids[3]}';
            delete from layer_stats where epoch = 1 and run_id = '{ids[1]}';
            delete from epochs where epoch = 1 and run_id = '{ids[1]}';
            PRAGMA foreign_keys = OFF;
            insert into settings values ('nobody', 'a', 'b', 0);
            """);

        string[] found = [.. Answered(1, "verify", "tiny").Split('\n')];

        string text = string.Join('\n', found);
        for (int i = 0; i < ids.Length; i++)
            text = text.Replace(ids[i], $"<run {i}>", StringComparison.Ordinal);
        string sum = lab.Query(
            $"select substr(weights_sha256, 1, 12) from runs where run_id = '{ids[0]}'").Split('\n')[1];
        Golden.Matches(
            System.Text.RegularExpressions.Regex.Replace(
                text.Replace(sum, "<recorded>", StringComparison.Ordinal), "the sum [0-9a-f]{12}", "the sum <found>"),
            "verify");
        Answered(0, "gc");
        Assert.DoesNotContain("0000000000000000", Answered(1, "verify"), StringComparison.Ordinal);
        Answered(0, "rm", "--undo");
        Assert.Contains("0000000000000000", Answered(1, "verify"), StringComparison.Ordinal);
    }

    private string Report() => File.ReadAllText(Path.Combine(lab.Results, "tiny", "report.md"));

    private string Answered(int code, params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == code, answer.Out + answer.Error);
        return answer.Out;
    }

    private string Refused(params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == 2, answer.Out + answer.Error);
        return answer.Error;
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(lab.Results, "lenetlab.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
