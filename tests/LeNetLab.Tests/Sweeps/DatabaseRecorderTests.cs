using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Sweeps;

public sealed class DatabaseRecorderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_run_s_origin_is_its_own_engine_s()
    {
        // Declared on another machine, with wider vectors than the ones here.
        PlannedRun simd = SyntheticResults.Plan("engine=simd", 1);
        PlannedRun torch = SyntheticResults.Plan("engine=torch", 1, engine: new EngineIdentity("torch", 1, "cuda", 0));
        using (ResultsDatabase database = ResultsDatabase.Open(folder.Path, new ManualClock()))
        {
            database.Declare("both", "Do they agree?", "name: both", [simd, torch]);
            using Runner runner = SyntheticResults.Runner(folder.Path, new ManualClock());
            var recorder = new DatabaseRecorder(
                database, runner, id => SyntheticResults.Provenance with { VectorBits = id == simd.RunId ? 256 : 0 });

            Assert.Equal(RunStart.Here, recorder.Start(simd.RunId, []));
            Assert.Equal(RunStart.Here, recorder.Start(torch.RunId, []));
        }

        using ResultsReader reader = ResultsReader.Open(folder.Path);
        Assert.Equal(
            [("simd", "cpu", 256), ("torch", "cuda", 0)],
            reader.Origins("both").Select(origin => (origin.Engine, origin.Device, origin.VectorBits)));
    }
}
