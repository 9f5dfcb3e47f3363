using LeNetLab.Results;

namespace LeNetLab.Tests.Fuzz;

/// <summary>
/// Gives altered bytes the sum that fits them: otherwise nothing but the sum would ever be met of what reads them.
/// </summary>
internal static class Resealing
{
    private static readonly byte[] Mark = "\"sha256\":\""u8.ToArray();

    /// <summary>The same bytes with a sum of their own; as they are if they have no place for one.</summary>
    public static byte[] Of(byte[] bytes)
    {
        byte[] copy = [.. bytes];
        int start = copy.AsSpan().IndexOf(Mark) + Mark.Length;
        if (start < Mark.Length || copy.Length - start < SealedBytes.NoSum.Length)
            return copy;
        copy.AsSpan(start, SealedBytes.NoSum.Length).Fill((byte)'0');
        return SealedBytes.Seal(copy);
    }
}
