using LeNetLab.Cli.Display;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Results;
using LeNetLab.Tests.Results.Runners;
using LeNetLab.Tests.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Cli;

public sealed class StatusLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_are_shown_by_what_is_seen_of_their_runners()
    {
        PlannedRun[] runs = [.. Enumerable.Range(1, 6).Select(seed => SyntheticResults.Plan("a", seed))];
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, clock);
        database.Declare("sweep", "Which?", "name: sweep", runs);
        using Runner alive = Register(1), stopped = Register(2), gone = Register(3), silent = Register(4, "host-2");
        Runner[] runners = [alive, stopped, gone, silent];
        for (int i = 0; i < runners.Length; i++)
            database.Claim(runs[i].RunId, runners[i], SyntheticResults.Provenance);
        SyntheticResults.Complete(database, alive, runs[4], SyntheticResults.Trained(0, 1));
        clock.Advance(TimeSpan.FromSeconds(40));
        var processes = new FakeProcesses(9)
        {
            Sightings = { [2] = ProcessSighting.Stopped, [3] = ProcessSighting.Gone },
        };
        var glance = new RunnerGlance(processes, clock);

        using ResultsReader reader = ResultsReader.Open(folder.Path);
        var lines = new List<string> { ExperimentState.Of(reader, glance).Describe(reader.Experiment("sweep")) };
        foreach (RunUnderWay run in reader.UnderWay())
        {
            RunnerRow runner = reader.Runners()[run.RunnerId!.Value];
            lines.Add(RunnerLines.Of(runner, glance.At(runner)));
            lines.Add(RunnerLines.Of(run, glance.At(runner)));
        }

        lines.Add(RunnerLines.Of((RunnerRow?)null, glance.At(null)));
        Golden.Matches(string.Join('\n', lines) + "\n", "status");
    }

    [Fact]
    public void Who_is_waited_for_is_said_in_one_line()
    {
        RunHolder first = new("host-1", 12), second = new("host-2", 7);
        PlannedRun run = SweepPlan.Create(
            SweepPlanTests.Experiment(Samples.Run("activation=tanh", 12)), Samples.Dataset(),
            _ => SyntheticResults.Engine).Runs[0];

        Assert.Equal("Waiting for 2 runs of host-1 pid 12.", Wording.Waiting([first, first]));
        Assert.Equal(
            "Waiting for 2 runs of host-1 pid 12 and 1 run of host-2 pid 7.", Wording.Waiting([first, second, first]));
        Assert.Equal(
            "Waiting for 5 runs of 5 other processes.",
            Wording.Waiting(Enumerable.Range(1, 5).Select(pid => new RunHolder("host-1", pid))));
        Assert.Equal("activation=tanh seed 12: taken over by another process", Wording.Lost(run, 80));
        Assert.InRange(Wording.Lost(run, 45).Length, 1, 45);
    }

    private Runner Register(int pid, string host = "host-1") =>
        Runner.Register(folder.Path, new FakeProcesses(pid, host), clock, TimeSpan.FromSeconds(5));
}
