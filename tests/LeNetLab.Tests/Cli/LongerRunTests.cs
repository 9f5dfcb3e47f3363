using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Cli;

/// <summary>More epochs of the same runs, by the built program.</summary>
public sealed class LongerRunTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void More_epochs_go_on_from_the_shorter_runs_end_and_each_command_says_so()
    {
        string[] two = ["run", "tiny", "--only", "activation=tanh", "--set", "training.schedule=constant"];
        string[] four = [.. two, "training.epochs=4"];
        string whole = Answered([.. four, "--results", "whole"]);
        Assert.Contains("2 to do, 0 already done", whole, StringComparison.Ordinal);
        Answered(two);

        string plan = Answered([.. four, "--dry-run"]);
        Assert.Contains(
            "2 to do (2 of them from a shorter run's end, after epoch 2), 0 already done", plan,
            StringComparison.Ordinal);
        string shorter = Value("select run_id from run_summary where status = 'done' and seed = 1");
        Assert.Contains($", after epoch 2 of {shorter}", plan, StringComparison.Ordinal);
        Assert.Contains("2 of them from a shorter run's end", Answered(four), StringComparison.Ordinal);

        const string Outcome = "select run_id, s.weights_sha256, hex(predictions) from run_summary s "
            + "join predictions using (run_id) where epochs = 4 order by 1";
        Assert.Equal(lab.Query(Outcome, "whole"), lab.Query(Outcome));
        string id = Value("select run_id from run_summary where epochs = 4 and seed = 1");
        Assert.Equal($"{shorter},2", Value($"select continued_from, continued_after from runs where run_id = '{id}'"));
        Assert.Contains(
            $"Its first 2 epochs, with their seconds, are those of run `{shorter}`", Answered("show", id),
            StringComparison.Ordinal);
        Assert.StartsWith("All is as it should be", Answered("verify"), StringComparison.Ordinal);
        Assert.Contains("identical", Answered("reproduce", id), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("speed", "slow")]
    public void What_is_tried_again_begins_itself()
    {
        string[] run = ["run", "tiny", "--only", "activation=tanh", "--set", "training.schedule=constant"];
        Answered(run);
        string[] longer = [.. run, "training.epochs=3", "training.learning_rate=0.02"];
        Answered(longer);
        string id = Value("select run_id from run_summary where epochs = 3 and seed = 1");
        File.Delete(Path.Combine(lab.Results, "weights", $"{id}.state.safetensors"));
        SqlFile.Execute(
            Path.Combine(lab.Results, "lenetlab.db"), $"update runs set status = 'failed' where run_id = '{id}'");

        Assert.Contains(
            "1 to do (1 of them from a shorter run's end, after epoch 2)", Answered([.. longer, "--dry-run"]),
            StringComparison.Ordinal);
        Assert.Contains(
            "1 to do again, 1 already done", Answered([.. longer, "--retry", "failed"]), StringComparison.Ordinal);
        Assert.Equal("null", Value(
            $"select coalesce(continued_from, 'null') from runs where run_id = '{id}' and status = 'done'"));
    }

    private string Value(string sql) => lab.Query(sql).Split('\n')[1];

    private string Answered(params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == 0, answer.Out + answer.Error);
        return answer.Out;
    }
}
