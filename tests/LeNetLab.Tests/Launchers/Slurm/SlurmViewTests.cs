using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Launchers.Slurm;

public sealed class SlurmViewTests : IDisposable
{
    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Theory]
    [InlineData("RUNNING", "None", SentPhase.Running)]
    [InlineData("COMPLETING", "None", SentPhase.Running)]
    [InlineData("PENDING", "Resources", SentPhase.Queued)]
    [InlineData("PENDING", "(JobArrayTaskLimit)", SentPhase.Queued)]
    [InlineData("PENDING", "ReqNodeNotAvail, UnavailableNodes:n[1-3]|x", SentPhase.Queued)]
    [InlineData("CONFIGURING", "None", SentPhase.Queued)]
    [InlineData("PENDING", "JobHeldUser", SentPhase.Stuck)]
    [InlineData("PENDING", "launch_failed_requeued_held", SentPhase.Stuck)]
    [InlineData("PENDING", "launch failed requeued held", SentPhase.Stuck)]
    [InlineData("REQUEUE_HOLD", "job requeued in held state", SentPhase.Stuck)]
    [InlineData("PENDING", "DependencyNeverSatisfied", SentPhase.Stuck)]
    [InlineData("COMPLETED", "None", SentPhase.Vanished)]
    [InlineData("TIMEOUT", "TimeLimit", SentPhase.Vanished)]
    [InlineData("NODE_FAIL", "None", SentPhase.Vanished)]
    [InlineData("CANCELLED", "None", SentPhase.Vanished)]
    public void A_run_stands_where_its_task_does(string state, string reason, SentPhase phase)
    {
        (_, SlurmJobs jobs) = sent.Send();
        sent.Slurm.Show(jobs.Arrays[0], 2, state, reason);

        IReadOnlyList<SentRun> runs = sent.Sent();

        const SentPhase Gone = SentPhase.Vanished;
        Assert.Equal([Gone, Gone, phase, Gone], runs.Select(run => run.Phase));
        Assert.Equal((sent.Plan.Items[2].Run.RunId, "17_2", state), (runs[2].Run.RunId, runs[2].JobId, runs[2].State));
        Assert.Equal(reason.Trim('(', ')'), runs[2].Reason);
    }

    [Fact]
    public void A_result_says_more_than_the_queue_and_the_database_more_than_both()
    {
        (BatchFolder batch, SlurmJobs jobs) = sent.Send(new SlurmSpec { ArraySize = 2, RunsPerTask = 2 });
        sent.Slurm.Show(jobs.Arrays[0], 0, "RUNNING");
        sent.Slurm.Show(jobs.Arrays[0], 1, "COMPLETED");
        sent.Leave(batch, 0, sent.Trained(0));
        sent.Leave(batch, 2, SentAway.Failed("no memory"));
        Assert.Equal(
            [SentPhase.Finished, SentPhase.Running, SentPhase.Finished, SentPhase.Vanished],
            sent.Sent().Select(run => run.Phase));

        sent.Collect();

        Assert.Equal(
            [(1, SentPhase.Running), (3, SentPhase.Vanished)],
            sent.Sent().Select(run => (Place(run), run.Phase)));
    }

    [Fact]
    public void Of_several_batches_the_best_hope_of_a_run_counts()
    {
        (_, SlurmJobs first) = sent.Send();
        sent.Slurm.Show(first.Arrays[0], 0, "TIMEOUT");
        sent.Slurm.Show(first.Arrays[0], 1, "PENDING", "Priority");
        (_, SlurmJobs second) = sent.Send(items: [sent.Plan.Items[0]]);
        sent.Slurm.Show(second.Arrays[0], 0, "RUNNING");

        Assert.Equal(
            [
                (0, SentPhase.Running, "18_0"), (1, SentPhase.Queued, "17_1"), (2, SentPhase.Vanished, null),
                (3, SentPhase.Vanished, null),
            ],
            sent.Sent().Select(run => (Place(run), run.Phase, run.JobId)));
    }

    [Fact]
    public void Jobs_of_the_same_id_that_are_not_ours_are_passed_over()
    {
        (_, SlurmJobs jobs) = sent.Send();
        sent.Slurm.Queue.Add($"another|{jobs.Arrays[0].JobId}|0|RUNNING|None");
        sent.Slurm.Queue.Add("a line that squeue never printed");

        Assert.All(sent.Sent(), run => Assert.Equal(SentPhase.Vanished, run.Phase));
    }

    [Fact]
    public void A_batch_whose_runs_are_recorded_is_closed_and_Slurm_is_not_asked()
    {
        (BatchFolder batch, _) = sent.Send();
        for (int run = 0; run < 4; run++)
            sent.Leave(batch, run, run == 3 ? sent.Diverged(run) : sent.Trained(run));
        sent.Collect();
        sent.Slurm.Calls.Clear();

        Assert.Empty(sent.Sent());

        Assert.Empty(sent.Slurm.Calls);
        Assert.Empty(BatchFolder.Open(sent.Results));
        Assert.Equal(RunStatus.Diverged, sent.Status(3));
    }

    [Fact]
    public void A_task_that_was_requeued_counts_as_what_is_still_to_come()
    {
        (_, SlurmJobs jobs) = sent.Send();
        sent.Slurm.Show(jobs.Arrays[0], 0, "NODE_FAIL");
        sent.Slurm.Show(jobs.Arrays[0], 0, "PENDING", "BeginTime");

        Assert.Equal(SentPhase.Queued, sent.Sent()[0].Phase);
    }

    private int Place(SentRun run) =>
        sent.Plan.Items.Select((item, place) => (item, place)).Single(own => own.item.Run.RunId == run.Run.RunId).place;
}
