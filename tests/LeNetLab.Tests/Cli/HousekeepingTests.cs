using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Cli;

/// <summary><c>rm</c>, <c>gc</c> and <c>verify</c> of the built program.</summary>
[Trait("speed", "slow")]
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
    public void Runs_that_an_edited_spec_asks_for_no_longer_are_listed_named_and_removed_when_that_is_asked_for()
    {
        lab.Run("run", "tiny");
        lab.WriteSpec("tiny", epochs: 2, grid: "[tanh]");
        Answered(0, "run", "tiny");

        Assert.Contains("No experiment asks for 2 finished runs any longer", Answered(0, "list"), StringComparison.Ordinal);
        string all = lab.Query("select run_id from all_runs order by run_id");
        Assert.Equal(
            "former_experiment,variant,status,count(*)\n,base,done,2\ntiny,activation=relu,done,2\n",
            lab.Query("select former_experiment, variant, status, count(*) from all_runs group by 1, 2, 3"));
        string collected = Answered(0, "gc");
        Assert.Contains("No experiment asks for 2 runs any longer. They stay", collected, StringComparison.Ordinal);
        Assert.Contains("No file lies about", collected, StringComparison.Ordinal);
        Assert.Equal(all, lab.Query("select run_id from all_runs order by run_id"));

        Assert.Contains(
            "tiny: activation=relu (2 done)", Answered(0, "rm", "--former", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(lab.Results, "weights")).Length);
        Answered(0, "rm", "--former", "--experiment", "tiny");
        Assert.Equal(2, Directory.GetFiles(Path.Combine(lab.Results, "weights")).Length);
        Assert.Contains("There are no runs that no experiment asks for", Refused("rm", "--former"), StringComparison.Ordinal);
        Answered(0, "rm", "--undo");
        Assert.Equal(all, lab.Query("select run_id from all_runs order by run_id"));
        Assert.Contains("FORMER=1", Refused("rm"), StringComparison.Ordinal);
        Assert.Contains("FORMER=1", Refused("rm", "tiny", "--former"), StringComparison.Ordinal);

        // The spec as it was trains nothing anew.
        lab.WriteSpec("tiny", epochs: 2);
        Assert.Contains("0 to do, 4 already done", Answered(0, "run", "tiny"), StringComparison.Ordinal);
        Assert.DoesNotContain("any longer", Answered(0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_that_is_called_like_a_device_of_Windows_stays_readable()
    {
        lab.Run("run", "tiny");
        Change("""
            insert into experiments select 'aux', question, spec_yaml, command, declared_at, baseline from experiments;
            update experiment_runs set experiment = 'aux';
            """);

        Answered(0, "report", "aux");

        Assert.True(File.Exists(Path.Combine(lab.Results, "aux", "runs.csv")));
        Assert.Contains("aux  (4 done", Answered(0, "list"), StringComparison.Ordinal);
        Answered(0, "export", "aux", "--format", "csv");
        Assert.Contains("experiment aux: 4 runs", Answered(0, "rm", "aux", "--dry-run"), StringComparison.Ordinal);
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
