using System.Diagnostics;

namespace LeNetLab.Tests.Cli;

/// <summary>An experiment that tunes, from its trials to its report.</summary>
[Trait("speed", "slow")]
public sealed class TuningTests : IDisposable
{
    private const string Chosen = "select variant, seed, value from run_summary join settings using (run_id) "
        + "where variant like '%, tuned' and path = 'training.learning_rate' order by 1, 2";

    private const string Tried =
        "select trial_of, variant, seed, status, validation_error_pct from trial_summary order by 1, 2, 3";

    private readonly Lab lab = new();

    public TuningTests() => WriteSpec(lab);

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Trials_come_first_choose_a_setting_and_never_enter_the_comparison()
    {
        Answer dry = lab.Run("run", "tuned", "--dry-run");
        Assert.Contains("12 trials come first", dry.Out, StringComparison.Ordinal);

        Answer ran = lab.Run("run", "tuned");

        Assert.True(ran.Code == 0, ran.Out + ran.Error);
        Assert.Contains("12 trials to do, 0 already over", ran.Out, StringComparison.Ordinal);
        Assert.Contains("tuned     activation=tanh: learning_rate=0.0", ran.Out, StringComparison.Ordinal);
        Assert.Equal("trial_of,count(*),count(validation_error_pct)\nactivation=relu,6,6\nactivation=tanh,6,6\n",
            lab.Query("select trial_of, count(*), count(validation_error_pct) from trial_summary group by 1"));
        Assert.Equal(
            "variant,count(*)\nactivation=relu,2\n\"activation=relu, tuned\",2\nactivation=tanh,2\n"
                + "\"activation=tanh, tuned\",2\n",
            lab.Query("select variant, count(*) from run_summary group by 1"));
        Assert.Equal("seed\n900000001\n900000002\n", lab.Query("select distinct seed from trial_summary order by 1"));
        string report = File.ReadAllText(Path.Combine(lab.Results, "tuned", "report.md"));
        Assert.Contains("\n## Tuning\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain("learning_rate=", report[..report.IndexOf("## Tuning", StringComparison.Ordinal)]);

        Answer again = lab.Run("run", "tuned");
        Assert.DoesNotContain("trials to do", again.Out, StringComparison.Ordinal);
        Assert.Contains("0 to do, ", again.Out, StringComparison.Ordinal);

        // Nor are the trials' networks shown the test images in other ways.
        Assert.Contains(
            "Measured 8 runs", lab.Run("robustness", "tuned", "--images", "10").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_test_images_choose_nothing_else()
    {
        using var other = new Lab();
        WriteSpec(other);
        string labels = Path.Combine(other.Folder, "digits", "t10k-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        for (int i = 8; i < bytes.Length; i++)
            bytes[i] = (byte)((bytes[i] + 3) % 10);
        File.WriteAllBytes(labels, bytes);

        Assert.Equal(0, lab.Run("run", "tuned").Code);
        Assert.Equal(0, other.Run("run", "tuned").Code);

        Assert.Equal(lab.Query(Tried), other.Query(Tried));
        Assert.Equal(lab.Query(Chosen), other.Query(Chosen));
        const string Errors = "select avg(test_error_pct) > 50 as wrong from run_summary";
        Assert.NotEqual(lab.Query(Errors), other.Query(Errors));
    }

    [Fact]
    public void Two_processes_share_the_trials_and_choose_alike()
    {
        Assert.Equal(0, lab.Run("run", "tuned", "--results", "alone").Code);

        using Process first = lab.Start("run", "tuned"), second = lab.Start("run", "tuned");
        Answer one = Lab.End(first), two = Lab.End(second);

        Assert.True(one.Code == 0 && two.Code == 0, one.Out + one.Error + two.Out + two.Error);
        const string Weights = "select variant, seed, weights_sha256 from run_summary order by 1, 2";
        Assert.Equal(lab.Query(Weights, "alone"), lab.Query(Weights));
        Assert.Equal(lab.Query(Tried, "alone"), lab.Query(Tried));
    }

    [Fact]
    public void An_experiment_is_removed_with_its_trials_and_comes_back_with_them()
    {
        Assert.Equal(0, lab.Run("run", "tuned").Code);
        string before = lab.Query(Tried);

        Assert.Equal(0, lab.Run("rm", "tuned").Code);
        Assert.Equal("count(*)\n0\n", lab.Query("select count(*) from runs"));
        Assert.Equal(0, lab.Run("rm", "--undo").Code);

        Assert.Equal(before, lab.Query(Tried));
        Assert.Contains("0 to do, ", lab.Run("run", "tuned").Out, StringComparison.Ordinal);
    }

    private static void WriteSpec(Lab lab) => File.WriteAllText(
        Path.Combine(lab.Folder, "experiments", "tuned.yaml"), """
        name: tuned
        question: Does tuning change anything?
        dataset: ./digits
        seeds: 2
        base:
          training: {epochs: 2, batch_size: 32, learning_rate: 0.001}
        grid:
          model.activation: [tanh, relu]
        tune: {training.learning_rate: [0.001, 0.01, 0.05], validation_images: 100, epochs: 1, seeds: 2}
        """);
}
