using LeNetLab.Models;

namespace LeNetLab.Methods.Linear;

/// <summary>The pixels themselves, 0 for background to 1 for ink.</summary>
internal sealed class PixelFeatures : IFeatures
{
    public int Length => MethodModel.Pixels;

    public void Of(ReadOnlySpan<byte> field, Span<float> features)
    {
        for (int i = 0; i < features.Length; i++)
            features[i] = field[i] / 255f;
    }
}
