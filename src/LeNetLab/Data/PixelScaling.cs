namespace LeNetLab.Data;

/// <summary>
/// Grey levels to inputs: background −0.1, full ink 1.175, so that the mean is about 0 and the variance about 1
/// (LeCun et al. 1998, §II.B).
/// </summary>
public static class PixelScaling
{
    /// <summary>The input of an untouched pixel and of the border around the digit.</summary>
    public const float Background = -0.1f;

    /// <summary>The input of a fully inked pixel.</summary>
    public const float Foreground = 1.175f;

    /// <summary>What one grey level adds: 1.275 / 255.</summary>
    public const double Step = 0.005;

    /// <summary>The grey level whose input is 0.</summary>
    public const int ZeroLevel = 20;

    /// <summary>The input of each grey level 0 … 255: (level − 20) · 0.005, correctly rounded.</summary>
    public static ReadOnlySpan<float> Table => Levels;

    private static readonly float[] Levels =
        [.. Enumerable.Range(0, 256).Select(level => (float)((level - ZeroLevel) * Step))];
}
