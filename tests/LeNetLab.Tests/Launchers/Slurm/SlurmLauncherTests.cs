using LeNetLab.Launchers;
using LeNetLab.Launchers.Slurm;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Launchers.Slurm;

public sealed class SlurmLauncherTests : IDisposable
{
    private readonly SentAway sent = new();

    public void Dispose() => sent.Dispose();

    [Fact]
    public void Runs_go_as_one_array_whose_paths_are_whole()
    {
        (BatchFolder batch, SlurmJobs jobs) = sent.Send(new SlurmSpec { Throttle = 2 });

        SlurmArray array = Assert.Single(jobs.Arrays);
        Assert.Equal((0, 4, "17"), (array.First, array.Tasks, array.JobId));
        Assert.Equal(
            $"sbatch --parsable --requeue --array=0-3%2 --job-name={array.Name} -D {batch.Path} "
            + $"-o {batch.Logs}/%A_%a.log {batch.Script} 0",
            sent.Slurm.Calls[^1]);
        Assert.True(Directory.Exists(batch.Logs) && Path.IsPathFullyQualified(batch.Path));
        Assert.Equal(jobs.Arrays, SlurmJobs.Read(batch).Arrays);
    }

    [Theory]
    [InlineData("3", null, "0-2 0, 0-0 3")]
    [InlineData("1001", 2, "0-1 0, 0-1 2")]
    [InlineData("2", 3, "0-1 0, 0-1 2")]
    public void Where_an_array_cannot_hold_them_there_are_several(string limit, int? size, string expected)
    {
        sent.Slurm.MaxArraySize = limit;
        (_, SlurmJobs jobs) = sent.Send(new SlurmSpec { ArraySize = size });

        Assert.Equal(expected, string.Join(", ", sent.Slurm.Calls.Where(call => call.StartsWith("sbatch"))
            .Select(call => $"{call.Split("--array=")[1].Split(' ')[0]} {call.Split(' ')[^1]}")));
        Assert.Equal(jobs.Arrays.Count, jobs.Arrays.Select(array => array.Name).Distinct().Count());
    }

    [Fact]
    public void Either_all_are_sent_or_none()
    {
        sent.Slurm.Room = 2;

        LaunchException refusal =
            Assert.Throws<LaunchException>(() => sent.Send(new SlurmSpec { ArraySize = 1 }));

        Assert.Contains("Job violates accounting/QOS policy", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["scancel 17", "scancel 18"], sent.Slurm.Calls[^2..]);
        Assert.Empty(Directory.GetDirectories(BatchFolder.Of(sent.Results, sent.Experiment.Name)));
    }

    [Fact]
    public void What_cannot_be_taken_back_is_remembered()
    {
        sent.Slurm.Room = 1;
        sent.Slurm.Refusals["scancel"] = "scancel: error: Unable to contact slurm controller";

        LaunchException refusal =
            Assert.Throws<LaunchException>(() => sent.Send(new SlurmSpec { ArraySize = 2 }));

        Assert.Contains("17 could not all be taken back", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("17", SlurmJobs.Read(BatchFolder.Open(sent.Results).Single()).Arrays.Single().JobId);
    }

    [Theory]
    [InlineData("scontrol")]
    [InlineData("sbatch")]
    public void A_controller_that_is_away_leaves_nothing_behind(string program)
    {
        sent.Slurm.Refusals[program] = FakeSlurm.Away;

        LaunchException refusal = Assert.Throws<LaunchException>(() => sent.Send());

        Assert.EndsWith("slurm controller (connect failure)", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Empty(BatchFolder.Open(sent.Results));
    }

    [Fact]
    public void The_script_asks_for_what_was_said_and_starts_the_program()
    {
        var slurm = new SlurmSpec
        {
            Partition = "main",
            Time = "1:00:00",
            Gpus = "1",
            Cpus = 2,
            Memory = "2G",
            Setup = ["module load dotnet"],
            Extra = ["--account=me"],
        };

        string script = JobScript.Of(
            slurm, ["/opt/it's/dotnet", "/lab/lenetlab.dll"], new BatchFolder("/shared/my batch"));

        Golden.Matches(script, "job");
    }

    [Fact]
    public void Programs_that_are_missing_are_named()
    {
        string message = Assert.Throws<LaunchException>(() => CommandLine.Run("no-such-sbatch", [])).Message;
        Assert.Contains("There is no no-such-sbatch here", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_commands_do_not_send_at_the_same_time()
    {
        using (LaunchLock.Take(sent.Results, "test"))
            Assert.Throws<LaunchException>(() => LaunchLock.Take(sent.Results, "test"));
        LaunchLock.Take(sent.Results, "test").Dispose();
    }
}
