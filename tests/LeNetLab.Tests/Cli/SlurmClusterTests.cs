namespace LeNetLab.Tests.Cli;

/// <summary>Sweeps on a real Slurm. Alone, for its daemons have deadlines to meet.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SlurmClusterCollection
{
    public const string Name = "Slurm";
}

[Collection(SlurmClusterCollection.Name)]
[Trait("speed", "slow")]
public sealed class SlurmClusterTests : IDisposable
{
    /// <summary>All that may not depend on where and when a run was trained.</summary>
    internal const string Everything = """
        select r.run_id, r.status, r.weights_sha256, hex(p.test_predictions) as predictions, e.epoch, e.learning_rate,
               e.train_loss, e.train_error_online_pct, e.train_error_pct, e.validation_error_pct, e.test_loss,
               e.test_error_pct, e.gap_pct
        from runs r left join predictions p using (run_id) left join epochs e using (run_id) order by r.run_id, e.epoch
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_sweep_that_loses_nodes_ends_as_one_on_this_machine()
    {
        Assert.SkipWhen(SlurmCluster.Missing is not null, SlurmCluster.Missing ?? "");
        lab.WriteSpec("tiny", epochs: 60);
        Answer local = lab.Run("run", "tiny", "--results", "local");
        Assert.True(local.Code == 0, local.Out + local.Error);

        using (var cluster = new SlurmCluster(Path.Combine(lab.Folder, "cluster")))
        {
            lab.Variables["SLURM_CONF"] = cluster.Config;
            Answer sent = lab.Run("run", "tiny", "--launcher", "slurm", "--slurm", "partition=main time=10");
            Assert.True(sent.Code == 0, sent.Out + sent.Error);
            Assert.Contains("Sent 4 runs as 4 tasks of job array", sent.Out, StringComparison.Ordinal);
            AwaitCheckpoints(4);

            // Two tasks run on each of the first two nodes: one loses its power, the other its daemon alone.
            cluster.KillNode("n1");
            cluster.KillDaemon("n2");
            Answer again = lab.Run("run", "tiny", "--launcher", "slurm");
            Assert.Contains("Nothing to send", again.Out, StringComparison.Ordinal);
            AwaitAll(cluster);
        }

        Assert.Equal(Query("local"), Query("results"));
        Assert.Contains("Nothing is with Slurm", lab.Run("collect").Out, StringComparison.Ordinal);
        Assert.Contains(
            "0 to do, 4 already done", lab.Run("run", "tiny", "--results", "results").Out, StringComparison.Ordinal);
        string batch = Assert.Single(Directory.GetDirectories(Path.Combine(lab.Results, "tiny", "slurm")));
        string[] restarted = Directory.GetFiles(Path.Combine(batch, "collected"), "*-1.json");
        Assert.True(restarted.Length >= 2, $"{restarted.Length} tasks were started anew.");
        Assert.Contains(Directory.GetFiles(Path.Combine(batch, "logs")), log =>
            File.ReadAllText(log).Contains("(1 of them from a checkpoint)", StringComparison.Ordinal));
    }

    private void AwaitCheckpoints(int runs)
    {
        string folder = Path.Combine(lab.Results, "checkpoints");
        bool seen = SpinWait.SpinUntil(
            () => Directory.Exists(folder) && Directory.GetDirectories(folder).Length >= runs, Patience);
        Assert.True(seen, "The tasks left no checkpoints.");
    }

    private void AwaitAll(SlurmCluster cluster)
    {
        bool ended = SpinWait.SpinUntil(
            () =>
            {
                Answer collected = lab.Run("collect", "tiny");
                Assert.True(
                    collected.Code == 0, collected.Out + collected.Error + cluster.Run("squeue", "-r", "-t", "all"));
                return collected.Out.Contains("All is in", StringComparison.Ordinal);
            },
            Patience);
        Assert.True(ended, "The tasks did not end: " + cluster.Run("squeue", "-r"));
    }

    private string Query(string results) => lab.Run("query", "--results", results, "--format", "csv", Everything).Out;
}
