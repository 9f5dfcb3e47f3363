using System.Security.Cryptography;
using System.Text;

namespace LeNetLab.Export;

/// <summary>Names of variants as names of folders that every file system takes, two of which are never the same.</summary>
internal static class PathName
{
    private const int Longest = 100;

    /// <summary>The name itself where it can be; else what is left of it, with the beginning of its SHA-256.</summary>
    public static string Of(string name)
    {
        string kept = new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || "=,.-_+ ".Contains(letter)
            ? letter
            : '_')]);
        if (kept == name && name.Length is > 0 and <= Longest && name.Trim(' ', '.') == name)
            return name;
        string sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        return $"{kept[..Math.Min(kept.Length, Longest)].Trim(' ', '.')}-{sum}";
    }
}
