using LeNetLab.Spooling;

namespace LeNetLab.Tests.Spooling;

public sealed class SpoolTests : IDisposable
{
    private readonly SpoolFixture kept = new();

    private Spool Spool => kept.Spool;

    public void Dispose() => kept.Dispose();

    [Fact]
    public void The_first_folder_that_takes_it_has_it()
    {
        string first = kept.Keep(0, kept.Sweep.Trained(0), null);
        Assert.StartsWith(Path.Combine(kept.Sweep.Results, "spool"), first, StringComparison.Ordinal);
        Spool.Remove(first);
        Directory.Delete(Spool.Folders[0]);

        kept.Block(1);
        string second = kept.Keep(1, kept.Sweep.Trained(1), null);
        Assert.Equal(Spool.Folders[1], Path.GetDirectoryName(second));
        Assert.Equal([second], Spool.Waiting());
    }

    [Fact]
    public void Where_nothing_can_be_written_that_is_said()
    {
        kept.Block(2);

        Assert.Null(Spool.TryWrite("1-1", kept.Sweep.Trained(0), kept.Ticket(0, null)));
        Assert.Empty(Spool.Waiting());
        kept.Unblock();
    }

    [Fact]
    public void A_temporary_folder_that_others_could_have_filled_is_not_believed()
    {
        if (OperatingSystem.IsWindows())
            return;
        kept.Block(1);
        kept.Keep(0, kept.Sweep.Trained(0), null);
        const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnersAlone, File.GetUnixFileMode(Spool.Folders[1]));

        File.SetUnixFileMode(Spool.Folders[1], OwnersAlone | UnixFileMode.OtherWrite);

        Assert.Empty(Spool.Waiting());
        Assert.Null(Spool.TryWrite("1-2", kept.Sweep.Trained(1), kept.Ticket(1, null)));
        kept.Unblock();
    }

    [Fact]
    public void What_killed_processes_left_goes_with_the_last_result()
    {
        string file = kept.Keep(0, kept.Sweep.Trained(0), null);
        string folder = Spool.Folders[0];
        string half = Path.Combine(folder, $".{kept.Id(1)}.1-2.json.abcdefgh.ijk");
        string weights = Path.Combine(folder, $"{kept.Id(1)}.1-2.safetensors");
        File.WriteAllText(half, "{");
        File.WriteAllText(weights, "");
        DateTimeOffset later = new DateTimeOffset(File.GetLastWriteTimeUtc(weights)).AddSeconds(5);

        Spool.Tidy(_ => false, later);
        Assert.False(File.Exists(half));
        Assert.True(File.Exists(weights));

        Spool.Tidy(run => run == kept.Id(1), later);
        Assert.False(File.Exists(weights));
        Assert.True(File.Exists(file));

        Assert.Equal([kept.Id(0)], kept.Collector.Collect().RunIds);
        Assert.False(Directory.Exists(folder));
    }
}
