using LeNetLab.Data;

namespace LeNetLab.Tests.Data;

public sealed class PixelScalingTests
{
    [Fact]
    public void Background_and_ink_have_the_papers_levels()
    {
        Assert.Equal(256, PixelScaling.Table.Length);
        Assert.Equal(PixelScaling.Background, PixelScaling.Table[0]);
        Assert.Equal(PixelScaling.Foreground, PixelScaling.Table[255]);
        Assert.Equal(0.5375, PixelScaling.Table[127] + (0.5 * 1.275 / 255), 6);
    }
}
