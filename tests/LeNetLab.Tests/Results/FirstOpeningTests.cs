using LeNetLab.Results;

namespace LeNetLab.Tests.Results;

/// <summary>A database that does not exist yet, opened by many at the same moment.</summary>
public sealed class FirstOpeningTests
{
    [Fact]
    public async Task All_find_it_made_whole_whoever_makes_it()
    {
        for (int round = 0; round < 10; round++)
        {
            using var folder = new TemporaryFolder();
            using var together = new Barrier(16);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    ResultsDatabase.Open(folder.Path, TimeProvider.System).Dispose();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
    }
}
