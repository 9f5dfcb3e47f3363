using System.Runtime.Intrinsics;
using LeNetLab.Engines.Simd;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>
/// <c>make test</c> runs what computes at every width of registers that the machine has, none included, by switching
/// the wider ones off. Here a run shows that the switch did what it should.
/// </summary>
public sealed class RegisterWidthTests
{
    [Fact]
    public void Registers_are_as_wide_as_this_run_claims()
    {
        int used = new SimdEngine().Identity.VectorBits;
        string? claimed = Environment.GetEnvironmentVariable("LENETLAB_REGISTER_BITS");
        int bits = claimed is { Length: > 0 } ? int.Parse(claimed) : used;

        Assert.Equal(bits, used);
        Assert.Equal(bits >= 512, Vector512.IsHardwareAccelerated);
        Assert.Equal(bits >= 256, Vector256.IsHardwareAccelerated);
        Assert.Equal(bits >= 128, Vector128.IsHardwareAccelerated);
    }
}
