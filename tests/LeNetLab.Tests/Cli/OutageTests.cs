using System.Diagnostics;
using LeNetLab.Tests.Results;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Cli;

/// <summary>Real disks that fill and databases that are locked or read-only, while a sweep is trained.</summary>
[Trait("speed", "slow")]
public sealed class OutageTests : IDisposable
{
    private const string Hashes = "select variant, seed, weights_sha256 from run_summary order by variant, seed";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Sweep = ["run", "tiny", "--workers", "2"];
    private readonly Lab lab = new();

    public OutageTests()
    {
        lab.Variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(lab.Folder, "tmp")).FullName;
        lab.Variables["LENETLAB_LOCK_PATIENCE"] = "1";
        lab.WriteSpec("tiny", epochs: 40);
    }

    private string Database => Path.Combine(lab.Results, "lenetlab.db");

    private string[] Spooled => Directory.GetFiles(lab.Folder, "*.json", SearchOption.AllDirectories);

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_disk_that_fills_costs_nothing_and_status_records_what_was_kept()
    {
        lab.WriteSpec("tiny", epochs: 120);
        using SmallDisk disk = SmallDisk.MountOn(lab.Results, megabytes: 16);
        using Process running = lab.Start(Sweep);
        Await("select count(*) > 1 from epochs", "1");
        disk.Fill();
        Answer answer = Lab.End(running);

        Assert.True(answer.Code == 1, $"{answer.Code}: {answer.Out}{answer.Error}");
        Assert.Single(answer.Out.Split("Results cannot be recorded: the disk is full. Training goes on").Skip(1));
        Assert.Single(answer.Out.Split("A checkpoint could not be written").Skip(1));
        Assert.Contains("[4/4]", answer.Out, StringComparison.Ordinal);
        Assert.Contains($"4 results could not be recorded: the disk is full. Kept in {lab.Variables["TMPDIR"]}/lenetlab-",
            answer.Out, StringComparison.Ordinal);
        Assert.Equal(4, Spooled.Length);

        Answer still = lab.Run("status");
        Assert.Contains("4 results wait in ", still.Error, StringComparison.Ordinal);
        Assert.Equal(4, Spooled.Length);

        disk.Free();
        Answer status = lab.Run("status");
        Assert.Contains("recorded  4 results that could not be when their runs ended", status.Out);
        AssertWhole();
    }

    [Fact]
    public void A_disk_that_has_room_again_gets_everything_and_the_sweep_ends_as_ever()
    {
        lab.WriteSpec("tiny", epochs: 120);
        using SmallDisk disk = SmallDisk.MountOn(lab.Results, megabytes: 16);
        using Process running = lab.Start(Sweep);
        Await("select count(*) > 1 from epochs", "1");
        disk.Fill();
        AwaitLine(running, "Results cannot be recorded: the disk is full.");
        disk.Free();
        AwaitLine(running, "Results are being recorded again");
        Answer answer = Lab.End(running);

        Assert.True(answer.Code == 0, $"{answer.Code}: {answer.Out}{answer.Error}");
        Assert.DoesNotContain("could not be recorded", answer.Out, StringComparison.Ordinal);
        Assert.Contains("report.md", answer.Out, StringComparison.Ordinal);
        AssertWhole();
    }

    [Fact]
    public void A_database_that_becomes_read_only_costs_nothing()
    {
        using Process running = lab.Start(Sweep);
        Await("select count(*) > 1 from epochs", "1");
        Answer answer;
        using (Immutable.Make([lab.Results, .. Directory.GetFileSystemEntries(lab.Results)]))
            answer = Lab.End(running);

        Assert.True(answer.Code == 1, $"{answer.Code}: {answer.Out}{answer.Error}");
        Assert.Contains("Results cannot be recorded: the d", answer.Out, StringComparison.Ordinal);
        Assert.Contains("4 results could not be recorded: ", answer.Out, StringComparison.Ordinal);
        Assert.Equal(4, Spooled.Length);
        Assert.Contains("recorded  4 results", lab.Run(Sweep).Out, StringComparison.Ordinal);
        AssertWhole();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Somebody_s_open_transaction_costs_nothing(bool closedInTime)
    {
        lab.WriteSpec("tiny", epochs: closedInTime ? 120 : 40);
        using Process running = lab.Start(Sweep);
        Await("select count(*) > 1 from epochs", "1");
        Answer answer;
        using (IDisposable transaction = SqlFile.Hold(Database))
        {
            AwaitLine(running, "Results cannot be recorded: another process has kept the database locked.");
            if (closedInTime)
                transaction.Dispose();
            answer = Lab.End(running);
        }

        Assert.True(answer.Code == (closedInTime ? 0 : 1), $"{answer.Code}: {answer.Out}{answer.Error}");
        if (!closedInTime)
        {
            Assert.Contains($"Kept in {lab.Results}/spool", answer.Out, StringComparison.Ordinal);
            Assert.Equal(4, Spooled.Length);
            Assert.Contains("recorded  4 results", lab.Run("status").Out, StringComparison.Ordinal);
        }

        AssertWhole();
    }

    [Fact]
    public void What_was_kept_outlasts_a_kill_and_nothing_else_is_trained_twice()
    {
        using SmallDisk disk = SmallDisk.MountOn(lab.Results, megabytes: 16);
        using Process running = lab.Start(Sweep);
        Await("select count(*) > 1 from epochs", "1");
        disk.Fill();
        AwaitLine(running, "[2/4]");
        running.Kill();
        running.WaitForExit();
        disk.Free();

        Answer next = lab.Run(Sweep);
        Assert.True(next.Code == 0, next.Out + next.Error);
        Assert.Matches("recorded  [234] results", next.Out);
        AssertWhole();
    }

    [Fact]
    public void Nothing_is_begun_where_nothing_can_be_recorded()
    {
        string[] more = [.. Sweep, "--set", "training.epochs=41"];
        Assert.Equal(0, lab.Run(Sweep).Code);
        using (SqlFile.Hold(Database))
        {
            Answer locked = lab.Run(more);
            Assert.True(locked.Code == 2, locked.Out + locked.Error);
            Assert.Contains("locked", locked.Error, StringComparison.Ordinal);
        }

        using (Immutable.Make([lab.Results, .. Directory.GetFileSystemEntries(lab.Results)]))
        {
            Answer readOnly = lab.Run(more);
            Assert.True(readOnly.Code == 2, readOnly.Out + readOnly.Error);
            Assert.Single(readOnly.Error.Trim().Split('\n'));
        }

        AssertWhole();
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

    /// <summary>What is there equals what a sweep leaves that nothing disturbed.</summary>
    private void AssertWhole()
    {
        Answer undisturbed = lab.Run([.. Sweep, "--results", "undisturbed"]);
        Assert.True(undisturbed.Code == 0, undisturbed.Out + undisturbed.Error);
        Answer again = lab.Run(Sweep);
        Assert.True(again.Code == 0, again.Out + again.Error);
        Assert.Contains("0 to do, 4 already done", again.Out, StringComparison.Ordinal);
        Assert.Equal(["ok"], SqlFile.Rows(Database, "PRAGMA integrity_check"));
        Assert.Equal(["done|4"], SqlFile.Rows(Database, "select status, count(*) from runs group by 1"));
        Assert.Equal(
            SqlFile.Rows(Path.Combine(lab.Folder, "undisturbed", "lenetlab.db"), Hashes), SqlFile.Rows(Database, Hashes));
        Assert.Empty(Spooled);
        Assert.Empty(Directory.GetDirectories(lab.Variables["TMPDIR"], "lenetlab-*"));
        Assert.Empty(Directory.GetFiles(lab.Folder, "epoch-*", SearchOption.AllDirectories));
    }

    private void Await(string sql, string answer) => Assert.True(
        SpinWait.SpinUntil(() => Answers(sql) == answer, Patience), $"{sql} was never {answer}.");

    private string Answers(string sql)
    {
        try
        {
            return SqlFile.Rows(Database, sql).Single();
        }
        catch (SqliteException)
        {
            return "not there yet";
        }
    }
}
