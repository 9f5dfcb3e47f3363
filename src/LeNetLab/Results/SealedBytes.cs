using System.Security.Cryptography;
using System.Text;

namespace LeNetLab.Results;

/// <summary>
/// The bytes of a file that holds, in JSON somewhere, a SHA-256 of itself: of the whole file with the sum's own 64
/// digits taken as zeros. A file that was cut short or altered anywhere is known by it.
/// </summary>
internal static class SealedBytes
{
    /// <summary>The key that the sum stands under.</summary>
    public const string Key = "sha256";

    /// <summary>What is written in the sum's place before it is known.</summary>
    public static readonly string NoSum = new('0', 2 * SHA256.HashSizeInBytes);

    // No text of the JSON can hold this by chance: the quotes of a value are escaped.
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes($"\"{Key}\":\"");

    /// <summary>Fills in the sum of bytes that have <see cref="NoSum"/> in its place.</summary>
    public static byte[] Seal(byte[] bytes)
    {
        string sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Encoding.ASCII.GetBytes(sum, SumOf(bytes));
        return bytes;
    }

    /// <summary>Checks the sum, which is replaced by zeros.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="kind">What it should be, e.g. <c>checkpoint</c>.</param>
    /// <exception cref="ResultsException">There is no sum, or it is of other bytes.</exception>
    public static void Require(byte[] bytes, string name, string kind)
    {
        Span<byte> stored = SumOf(bytes);
        if (stored.IsEmpty)
            throw new ResultsException($"{name} has no sum: it is no {kind}, or what is left of one.");
        string claimed = Encoding.ASCII.GetString(stored);
        Encoding.ASCII.GetBytes(NoSum, stored);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != claimed)
            throw new ResultsException($"{name} is damaged: its bytes are not those that its sum was taken of.");
    }

    /// <summary>The place of the sum's digits; empty if there is none.</summary>
    private static Span<byte> SumOf(byte[] bytes)
    {
        int mark = bytes.AsSpan().IndexOf(Mark);
        int start = mark + Mark.Length;
        return mark < 0 || bytes.Length - start < NoSum.Length ? [] : bytes.AsSpan(start, NoSum.Length);
    }
}
