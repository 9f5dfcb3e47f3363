using LeNetLab.Benchmarks;
using LeNetLab.Benchmarks.Programs;

namespace LeNetLab.Tests.Benchmarks;

public sealed class RateProcessTests
{
    // Whatever the machine has: what is switched off is not used, and the network is trained all the same.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    public void A_process_with_narrower_registers_trains(string variable, int widest)
    {
        var timing = new Timing(1, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using var process = RateProcess.Start(timing, images: 1, variable);

        Assert.InRange(process.VectorBits, 0, widest);
        Assert.All([process.Measure(), process.Measure()], rate => Assert.InRange(rate, 0.01, 1e7));
    }
}
