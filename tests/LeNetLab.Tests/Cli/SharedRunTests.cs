using System.Diagnostics;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Cli;

/// <summary>Real processes on one results folder: helped, killed, stopped and woken.</summary>
[Trait("speed", "slow")]
public sealed class SharedRunTests : IDisposable
{
    private const string Hashes = "select variant, seed, weights_sha256 from run_summary order by variant, seed";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void Thirty_two_processes_begin_together_without_a_database()
    {
        string[] command = ["run", "tiny", "--workers", "1", "--set", "training.epochs=1"];
        Process[] processes = [.. Enumerable.Range(0, 32).Select(_ => lab.Start(command))];
        Answer[] answers = [.. processes.Select(Lab.End)];
        foreach (Process process in processes)
            process.Dispose();

        Assert.All(answers, answer => Assert.True(answer is { Code: 0, Error: "" }, answer.Out + answer.Error));
        Assert.All(answers, answer => Assert.Contains("report.md", answer.Out, StringComparison.Ordinal));
        Assert.Equal(["done 1 4"], Rows("select status, token, count(*) from runs group by 1, 2"));
        Assert.Equal(["4 1"], Rows("select count(*), max(epoch) from epochs"));
        Assert.Equal(["0"], Rows("select count(*) from runners where ended_at is null"));
    }

    [Fact]
    public void A_second_process_helps_and_each_run_is_trained_once()
    {
        lab.WriteSpec("other", epochs: 10);
        lab.WriteSpec("tiny", epochs: 10);
        string[] together = ["run", "tiny", "--workers", "1"];
        using Process first = lab.Start(together), second = lab.Start(together), third = lab.Start("run", "other");
        Answer[] answers = [Lab.End(first), Lab.End(second), Lab.End(third)];

        Assert.All(answers, answer => Assert.True(answer.Code == 0, answer.Out + answer.Error));
        Assert.All(answers, answer => Assert.Contains("[4/4]", answer.Out, StringComparison.Ordinal));
        Assert.Equal(["done 1 4"], Rows("select status, token, count(*) from runs group by 1, 2"));
    }

    [Fact]
    public void What_a_killed_process_left_is_taken_over_and_shown_as_it_is()
    {
        lab.WriteSpec("tiny", epochs: 300);
        Answer undisturbed = lab.Run("run", "tiny", "--results", "undisturbed");
        Assert.True(undisturbed.Code == 0, undisturbed.Out + undisturbed.Error);
        using Process first = lab.Start("run", "tiny", "--workers", "4");
        Await("select count(*) from runs where status = 'running'", "4");
        using Process second = lab.Start("run", "tiny");
        AwaitLine(second, "Waiting for 4 runs of ");
        Assert.Contains($"pid {first.Id}: alive", lab.Run("status").Out, StringComparison.Ordinal);
        Assert.Contains("(4 running)", lab.Run("list").Out, StringComparison.Ordinal);

        first.Kill();
        first.WaitForExit();
        var watch = Stopwatch.StartNew();
        Await("select count(*) > 0 from runs where token = 2", "1");

        Assert.True(watch.Elapsed < 2 * Runner.UsualHeartbeat, $"It took {watch.Elapsed}.");
        Answer answer = Lab.End(second);
        Assert.True(answer.Code == 0, answer.Out + answer.Error);
        Assert.Equal(["done 2 4"], Rows("select status, token, count(*) from runs group by 1, 2"));
        Assert.Equal(Rows(Hashes, "undisturbed"), Rows(Hashes));
    }

    [Fact]
    public void Nobody_shows_a_dead_run_as_running_or_a_living_one_as_dead()
    {
        if (OperatingSystem.IsWindows())
            return;
        lab.WriteSpec("tiny", epochs: 5000);
        using Process running = lab.Start("run", "tiny", "--workers", "1");
        Await("select count(*) > 1 from epochs", "1");
        AssertShown($"pid {running.Id}: alive, since ", "(1 running, 3 left)", "since ");

        Signal(running, "STOP");
        AssertShown($"pid {running.Id}: stopped (SIGSTOP), since ", "(1 running, 3 left)", "since ");

        running.Kill();
        running.WaitForExit();
        AssertShown($"pid {running.Id}: gone", "(1 interrupted, 3 left)", "interrupted in epoch ");
        Assert.Contains("Nothing is being trained here. Next: make run EXP=tiny", lab.Run("status").Out);
        Assert.Equal(2, lab.Run("status", "nothing").Code);
    }

    [Fact]
    public void A_process_that_was_stopped_and_wakes_finds_itself_fenced()
    {
        if (OperatingSystem.IsWindows())
            return;

        lab.Heartbeat = TimeSpan.FromSeconds(1);
        lab.WriteSpec("tiny", epochs: 60);
        string[] command = ["run", "tiny", "--workers", "2", "--set", "seeds=1"];
        Answer undisturbed = lab.Run([.. command, "--results", "undisturbed"]);
        Assert.True(undisturbed.Code == 0, undisturbed.Out + undisturbed.Error);
        using Process first = lab.Start(command);
        Await("select count(*) from epochs where epoch = 1", "2");
        StopWhileItTrains(first);
        Answer second = lab.Run(command);
        Assert.True(second.Code == 0, second.Out + second.Error);
        string[] done = Rows("select * from runs order by run_id");
        Assert.Contains("[2/2]", second.Out, StringComparison.Ordinal);

        Signal(first, "CONT");
        Answer woken = Lab.End(first);

        Assert.True(woken.Code == 0, woken.Out + woken.Error);
        Assert.Contains(": taken over by another process", woken.Out, StringComparison.Ordinal);
        Assert.Contains(": done in another process", woken.Out, StringComparison.Ordinal);
        Assert.Equal(done, Rows("select * from runs order by run_id"));
        Assert.Equal(["done 2 2"], Rows("select status, token, count(*) from runs group by 1, 2"));
        Assert.Equal(["120"], Rows("select count(*) from epochs"));
        Assert.Equal(Rows(Hashes, "undisturbed"), Rows(Hashes));
    }

    [Fact]
    public void Another_command_under_the_same_name_takes_the_report_and_both_say_so()
    {
        lab.WriteSpec("tiny", epochs: 40);
        using Process first = lab.Start("run", "tiny", "--workers", "1");
        Await("select count(*) > 0 from runs where status = 'running'", "1");
        Answer second = lab.Run("run", "tiny", "--workers", "1", "--set", "training.epochs=1 seeds=1");
        Answer displaced = Lab.End(first);

        Assert.True(second.Code == 0, second.Out + second.Error);
        Assert.Matches("begun runs? that tiny asked for last time", second.Out);
        Assert.True(displaced.Code == 0, displaced.Out + displaced.Error);
        Assert.Contains(
            "asked for other runs, by: make run EXP=tiny SET=\"training.epochs=1 seeds=1\"", displaced.Out,
            StringComparison.Ordinal);
        Assert.Contains("and come back with: make run EXP=tiny\n", displaced.Out, StringComparison.Ordinal);
        Assert.Equal(["2"], Rows("select count(*) from run_summary"));
        Assert.Equal(["6"], Rows("select count(*) from runs where status = 'done'"));
    }

    private void AssertShown(string runner, string list, string run)
    {
        string status = lab.Run("status", "tiny").Out;
        Assert.Contains(runner, status, StringComparison.Ordinal);
        Assert.Contains($"tiny: {list[1..^1]}\n", status, StringComparison.Ordinal);
        Assert.Matches($@"  tiny: activation=tanh seed 1  .*{run}", status);
        Assert.Contains($"tiny  {list}", lab.Run("list").Out, StringComparison.Ordinal);
    }

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Stops a process, but not while it writes: SQLite has one lock for that, which it would keep.</summary>
    private void StopWhileItTrains(Process process)
    {
        for (bool training = false; !training;)
        {
            Signal(process, "STOP");
            training = SqlFile.CanWrite(Path.Combine(lab.Results, "lenetlab.db"));
            if (!training)
                Signal(process, "CONT");
        }
    }

    private static void AwaitLine(Process process, string beginning)
    {
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"It ended without a line '{beginning}'.");
    }

    /// <summary>Waits until the database answers so.</summary>
    private void Await(string sql, string answer) => Assert.True(
        SpinWait.SpinUntil(() => Answers(sql) == answer, Patience), $"{sql} was never {answer}.");

    private string Answers(string sql)
    {
        try
        {
            return Rows(sql).Single();
        }
        catch (ResultsException)
        {
            return "not there yet";
        }
    }

    private string[] Rows(string sql, string results = "results") =>
    [
        .. new QueryRunner(Path.Combine(lab.Folder, results), TimeProvider.System, QueryLimits.Default)
            .Run(sql, CancellationToken.None).Rows.Select(row => string.Join(' ', row)),
    ];
}
