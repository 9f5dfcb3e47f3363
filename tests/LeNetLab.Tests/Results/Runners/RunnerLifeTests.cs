using LeNetLab.Results.Runners;

namespace LeNetLab.Tests.Results.Runners;

public sealed class RunnerLifeTests
{
    private readonly ManualClock clock = new();

    private static RunnerRow Row(
        long heartbeats = 3, string? endedAt = null, int pid = 7, string host = "host-1") => new()
        {
            RunnerId = 1,
            Host = host,
            PidSpace = $"{host} boot 1",
            Pid = pid,
            PidStarted = $"start of {pid}",
            StartedAt = "2026-03-01T11:00:00.000Z",
            HeartbeatSeconds = 5,
            Heartbeats = heartbeats,
            HeartbeatAt = "2026-03-01T12:00:00.000Z",
            EndedAt = endedAt,
        };

    // Two heartbeats are 10 seconds.
    [Theory]
    [InlineData(ProcessSighting.Running, 9.9, true, RunnerState.Alive)]
    [InlineData(ProcessSighting.Running, 10, true, RunnerState.Silent)]
    [InlineData(ProcessSighting.Stopped, 10, true, RunnerState.Silent)]
    [InlineData(ProcessSighting.Unknown, 10, true, RunnerState.Silent)]
    [InlineData(ProcessSighting.Stopped, 0, true, RunnerState.Stopped)]
    [InlineData(ProcessSighting.Gone, 0, true, RunnerState.Gone)]
    [InlineData(ProcessSighting.Gone, 0, false, RunnerState.Gone)]
    [InlineData(ProcessSighting.Running, 86_400, false, RunnerState.Alive)]
    [InlineData(ProcessSighting.Stopped, 86_400, false, RunnerState.Stopped)]
    [InlineData(ProcessSighting.Unknown, 9.9, false, RunnerState.Alive)]
    [InlineData(ProcessSighting.Unknown, 40, false, RunnerState.Silent)]
    public void Signs_amount_to_this(ProcessSighting sighting, double silence, bool watched, RunnerState state)
    {
        var signs = new Silence(TimeSpan.FromSeconds(silence), watched);

        Assert.Equal(state, RunnerLife.Of(Row(), sighting, signs));
        Assert.Equal(RunnerState.Ended, RunnerLife.Of(Row(endedAt: "2026-03-01T12:00:00.000Z"), sighting, signs));
    }

    [Theory]
    [InlineData("R", "100", ProcessSighting.Running)]
    [InlineData("S", "100", ProcessSighting.Running)]
    [InlineData("T", "100", ProcessSighting.Stopped)]
    [InlineData("Z", "100", ProcessSighting.Gone)]
    [InlineData("R", "101", ProcessSighting.Gone)]
    public void A_process_is_known_by_its_id_and_its_start(string state, string start, ProcessSighting sighting)
    {
        string line = $"7 (a) name (b) {state} 1 7 7 0 -1 4194560 1 0 0 0 2 1 0 0 20 0 9 0 {start} 1000 20 0";
        var runner = new RunnerIdentity("host-1", "space", 7, "100");

        Assert.Equal(sighting, ProcessTable.Compare(runner, ProcessTable.ParseStat(line)));
        Assert.Equal(ProcessSighting.Gone, ProcessTable.Compare(runner, null));
        Assert.Equal(ProcessSighting.Gone, ProcessTable.Compare(runner, ProcessTable.ParseStat("")));
        Assert.Equal(
            ProcessSighting.Unknown, ProcessTable.Compare(runner, new ProcessEntry(null, ProcessState.Running)));
    }

    [Fact]
    public void The_machine_knows_this_process_and_none_that_has_its_id_only()
    {
        var processes = new ProcessTable();

        Assert.Equal(ProcessSighting.Running, processes.Look(processes.Self));
        Assert.Equal(ProcessSighting.Gone, processes.Look(processes.Self with { PidStarted = "1" }));
        Assert.Equal(ProcessSighting.Gone, processes.Look(processes.Self with { Pid = int.MaxValue }));
        Assert.Equal(ProcessSighting.Unknown, processes.Look(processes.Self with { PidSpace = "another" }));
    }

    [Fact]
    public void A_counter_that_stands_still_for_two_of_ones_own_heartbeats_is_a_death()
    {
        var watch = new RunnerWatch(new FakeProcesses(1), clock);
        Assert.False(watch.IsDead(Row(3)));
        Pass(watch, seconds: 5);
        Assert.False(watch.IsDead(Row(4)));
        Pass(watch, seconds: 5);
        Assert.False(watch.IsDead(Row(4)));
        Pass(watch, seconds: 4.9);
        Assert.False(watch.IsDead(Row(4)));
        Pass(watch, seconds: 0.1);
        Assert.True(watch.IsDead(Row(4)));
        Assert.False(watch.IsDead(Row(5)));
    }

    [Fact]
    public void Who_was_itself_stopped_or_could_not_write_takes_nobody_for_dead()
    {
        var watch = new RunnerWatch(new FakeProcesses(1), clock);
        Assert.False(watch.IsDead(Row(3)));

        // An hour without a heartbeat of its own: both were on a laptop whose lid was shut.
        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(watch.IsDead(Row(3)));
        watch.Beat();
        Assert.False(watch.IsDead(Row(3)));
        watch.Beat();
        Assert.True(watch.IsDead(Row(3)));
    }

    [Fact]
    public void A_runner_of_the_same_machine_without_a_process_is_dead_at_once()
    {
        var processes = new FakeProcesses(1) { Sightings = { [7] = ProcessSighting.Gone } };
        var watch = new RunnerWatch(processes, clock);

        Assert.True(watch.IsDead(Row()));
        Assert.False(watch.IsDead(Row(pid: 8)));
        Assert.False(watch.IsDead(Row(host: "host-2")));
    }

    [Theory]
    [InlineData("host-1", 0, RunnerState.Alive, 0)]
    [InlineData("host-1", 86_400, RunnerState.Alive, 86_400)]
    [InlineData("host-1", -86_400, RunnerState.Alive, 0)]
    [InlineData("host-2", 9, RunnerState.Alive, 9)]
    [InlineData("host-2", 40, RunnerState.Silent, 40)]
    [InlineData("host-2", -86_400, RunnerState.Alive, 0)]
    public void A_glance_goes_by_the_clock_only_where_it_sees_no_processes(
        string host, double jump, RunnerState state, double silence)
    {
        clock.Advance(TimeSpan.FromSeconds(jump));

        Assert.Equal(
            new RunnerSight(state, TimeSpan.FromSeconds(silence)),
            new RunnerGlance(new FakeProcesses(1), clock).At(Row(host: host)));
        Assert.Equal(RunnerState.Gone, new RunnerGlance(new FakeProcesses(1), clock).At(null).State);
    }

    private void Pass(RunnerWatch watch, double seconds)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));
        watch.Beat();
    }
}
