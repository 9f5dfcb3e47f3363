using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepLockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lenetlab-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_experiment_can_be_held_once_at_a_time()
    {
        string experiment = Path.Combine(folder, "sample");
        using (SweepLock.Take(experiment))
        {
            var refusal = Assert.Throws<SweepRefusedException>(() => SweepLock.Take(experiment));
            Assert.Contains("Another process is running this experiment", refusal.Message, StringComparison.Ordinal);
            SweepLock.Take(Path.Combine(folder, "other")).Dispose();
        }

        SweepLock.Take(experiment).Dispose();
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_refused_with_the_way_out()
    {
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        Assert.Contains(
            "RESULTS=<folder>", Assert.Throws<SweepRefusedException>(() => SweepLock.Take(file)).Message,
            StringComparison.Ordinal);
    }
}
