using LeNetLab.Cli;
using LeNetLab.Cli.Display;
using LeNetLab.Engines;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Cli;

public sealed class OpeningTests
{
    private static readonly EngineIdentity
        Simd = new("simd", 2, "cpu", 256), Torch = new("torch", 1, "cpu", 0), Card = new("torch", 1, "cuda", 0);

    [Fact]
    public void It_names_every_engine_in_use()
    {
        Assert.Equal("  engine    simd on cpu, vectors of 256 bits, 2 workers", EngineLine(2, Simd));
        Assert.Equal("  engine    torch on cuda, 1 worker", EngineLine(1, Card));
        Assert.Equal(
            "  engines   simd on cpu, vectors of 256 bits; torch on cpu; torch on cuda; 16 workers",
            EngineLine(16, Simd, Torch, Card));
    }

    private static string EngineLine(int workers, params EngineIdentity[] engines)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new Opening(
            new Terminal(output, output, IsLive: false, 80), SweepPlanTests.Experiment(Samples.Run()),
            new DatasetChoice(Samples.Dataset(), null), engines, workers).PrintSetting();
        return output.ToString().TrimEnd('\n').Split('\n')[^1];
    }
}
