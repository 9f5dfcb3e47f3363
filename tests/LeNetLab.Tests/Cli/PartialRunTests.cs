namespace LeNetLab.Tests.Cli;

/// <summary>Runs of a part of a sweep, and of what came to nothing.</summary>
public sealed class PartialRunTests : IDisposable
{
    private const string Statuses =
        "select variant, status, count(*) as runs from run_summary group by variant, status order by variant";

    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_part_is_trained_and_the_rest_stays_pending_in_the_report_and_in_the_list()
    {
        Answer part = lab.Run("run", "tiny", "--only", "activation=tanh");
        Assert.True(part.Code == 0, part.Out + part.Error);
        Assert.Contains("2 to do, 0 already done", part.Out, StringComparison.Ordinal);
        Assert.Contains("2 left out for now; they stay in the experiment", part.Out, StringComparison.Ordinal);
        Assert.Contains("2 of 4 runs are still to do. Next: make run EXP=tiny", part.Out, StringComparison.Ordinal);
        Assert.Equal(
            "variant,status,runs\nactivation=relu,pending,2\nactivation=tanh,done,2\n", lab.Query(Statuses));
        Assert.Contains("tiny  (2 done, 2 left)", lab.Run("list").Out, StringComparison.Ordinal);

        string one = lab.Run("run", "tiny", "--only", "activation=relu seed=2", "--dry-run").Out;
        Assert.Contains("1 to do, 2 already done", one, StringComparison.Ordinal);
        Assert.Contains("make run EXP=tiny ONLY=\"activation=relu seed=2\"", one, StringComparison.Ordinal);

        Answer rest = lab.Run("run", "tiny");
        Assert.Contains("2 to do, 2 already done", rest.Out, StringComparison.Ordinal);
        Assert.Equal("variant,status,runs\nactivation=relu,done,2\nactivation=tanh,done,2\n", lab.Query(Statuses));
    }

    [Fact]
    public void A_copy_of_a_spec_that_kept_its_name_is_refused_before_it_takes_the_others_results()
    {
        string folder = Path.Combine(lab.Folder, "experiments");
        File.Copy(Path.Combine(folder, "tiny.yaml"), Path.Combine(folder, "copy.yaml"));

        Answer answer = lab.Run("run", "copy");

        Assert.Equal(2, answer.Code);
        Assert.Contains("copy.yaml has `name: tiny`, which is that of", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Give it its own: name: copy", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, lab.Run("run", Path.Combine("experiments", "tiny.yaml"), "--dry-run").Code);
    }

    [Fact]
    public void What_no_run_is_called_is_refused_with_the_nearest_name()
    {
        Answer answer = lab.Run("run", "tiny", "--only", "activation=rellu");

        Assert.Equal(2, answer.Code);
        Assert.Contains("did you mean `relu`?", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(lab.Results, "lenetlab.db")));
        Assert.Contains("failed", lab.Run("run", "tiny", "--retry", "pending").Error, StringComparison.Ordinal);
    }

    // Divergence is a result: there is nothing to wait for.
    [Theory]
    [InlineData("seeds=[1, 2]", "Each of the 2 runs diverged: no variant")]
    [InlineData("seeds=1", "The only run diverged: no variant")]
    public void An_experiment_whose_every_run_diverged_says_so(string seeds, string said)
    {
        Answer answer = lab.Run("run", "tiny", "--set", $"training.learning_rate=100 model.activation=leaky_relu {seeds}");

        Assert.Equal(1, answer.Code);
        Assert.Contains(said, File.ReadAllText(Path.Combine(lab.Results, "tiny", "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Diverged_runs_are_trained_again_when_asked_for_and_pending_ones_then_are_not()
    {
        string[] tooFast = ["--set", "training.learning_rate=100 model.activation=leaky_relu"];
        Assert.Equal(1, lab.Run(["run", "tiny", .. tooFast, "--only", "seed=1"]).Code);
        string before = lab.Query("select seed, status, started_at from run_summary order by seed");
        Assert.Contains("1,diverged,", before, StringComparison.Ordinal);

        Assert.Contains("0 to do again", lab.Run(["run", "tiny", .. tooFast, "--retry", "failed"]).Out,
            StringComparison.Ordinal);
        Assert.Equal(before, lab.Query("select seed, status, started_at from run_summary order by seed"));

        Answer again = lab.Run(["run", "tiny", .. tooFast, "--retry", "diverged"]);
        Assert.True(again.Code == 1, again.Out + again.Error);
        Assert.Contains("1 to do again, 0 already done", again.Out, StringComparison.Ordinal);
        Assert.Contains("[1/1] base seed 1: diverged", again.Out, StringComparison.Ordinal);
        Assert.Equal(
            "seed,status\n1,diverged\n2,pending\n", lab.Query("select seed, status from run_summary order by seed"));
        Assert.NotEqual(before, lab.Query("select seed, status, started_at from run_summary order by seed"));
    }
}
