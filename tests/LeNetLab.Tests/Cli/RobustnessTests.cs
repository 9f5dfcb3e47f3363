using LeNetLab.Sweeps.Robustness;

namespace LeNetLab.Tests.Cli;

[Trait("speed", "slow")]
public sealed class RobustnessTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Trained_networks_are_measured_once_and_the_report_says_so()
    {
        lab.Run("run", "tiny", "--only", "seed=1");

        Answer first = lab.Run("robustness", "tiny");
        Assert.True(first.Code == 0, first.Out + first.Error);
        Assert.Contains("Measured 2 runs", first.Out, StringComparison.Ordinal);
        int each = RobustnessMeter.MeasurementsOfRun;
        Assert.Equal(
            $"count(*),count(distinct run_id)\n{2 * each},2\n",
            lab.Query("select count(*), count(distinct run_id) from robustness where images = 100"));

        // Images as they are have the error that the training found.
        Assert.Equal(
            "count(*)\n2\n",
            lab.Query(
                """
                select count(*) from robustness r join run_summary s on s.run_id = r.run_id
                where r.transform = 'none' and r.test_error_pct = s.test_error_pct
                """));
        string report = File.ReadAllText(Path.Combine(lab.Results, "tiny", "report.md"));
        Assert.Contains("## Invariance", report, StringComparison.Ordinal);
        Assert.Contains("`rotation`, degrees clockwise", report, StringComparison.Ordinal);

        Answer again = lab.Run("robustness", "tiny");
        Assert.Contains("Nothing was left to measure.", again.Out, StringComparison.Ordinal);
        lab.Run("run", "tiny");
        Assert.Contains("Measured 2 runs", lab.Run("robustness", "tiny").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_images_replace_what_was_measured_on_more_and_a_run_takes_its_rows_with_it()
    {
        lab.Run("run", "tiny", "--only", "seed=1 activation=tanh");

        lab.Run("robustness", "tiny");
        Answer fewer = lab.Run("robustness", "tiny", "--images", "40");

        Assert.True(fewer.Code == 0, fewer.Out + fewer.Error);
        Assert.Equal("images\n40\n", lab.Query("select distinct images from robustness"));
        Assert.True(lab.Run("rm", "tiny").Code == 0);
        Assert.Equal("count(*)\n0\n", lab.Query("select count(*) from robustness"));
        Assert.True(lab.Run("rm", "--undo").Code == 0);
        Assert.Equal(
            $"count(*)\n{RobustnessMeter.MeasurementsOfRun}\n", lab.Query("select count(*) from robustness"));
    }

    [Fact]
    public void What_cannot_be_measured_is_refused_in_one_sentence()
    {
        lab.Run("run", "tiny", "--only", "seed=1 activation=tanh");
        string weights = Directory.GetFiles(Path.Combine(lab.Results, "weights")).Single();
        byte[] bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);

        Refused("has not the weights that are recorded", "robustness", "tiny");
        Refused("--images is a whole number, 1 or more, not '0'", "robustness", "tiny", "--images", "0");
        Refused("nothing", "robustness", "nothing");
        File.Delete(weights);
        Refused("is missing", "robustness", "tiny");
    }

    private void Refused(string expected, params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == 2, answer.Out + answer.Error);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }
}
