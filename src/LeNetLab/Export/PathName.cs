using System.Security.Cryptography;
using System.Text;
using LeNetLab.Naming;

namespace LeNetLab.Export;

/// <summary>Names of variants as names of folders that every file system takes, two of which are never the same.</summary>
internal static class PathName
{
    private const int Longest = 100;

    /// <summary>
    /// A folder's name for each name. Where some differ in letter case alone, which the file systems of macOS and Windows
    /// take for the same, those with capitals are told by a sum.
    /// </summary>
    public static IReadOnlyDictionary<string, string> OfAll(IEnumerable<string> names)
    {
        string[] different = [.. names.Distinct(StringComparer.Ordinal)];
        HashSet<string> several = new(
            different.GroupBy(Of, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any())
                .Select(same => same.Key),
            StringComparer.OrdinalIgnoreCase);
        return different.ToDictionary(
            name => name,
            name => several.Contains(Of(name)) && name.Any(char.IsAsciiLetterUpper) ? WithSum(name) : Of(name),
            StringComparer.Ordinal);
    }

    /// <summary>The name itself where it can be; else what is left of it, with the beginning of its SHA-256.</summary>
    public static string Of(string name) =>
        Portable(name) == name && name.Length is > 0 and <= Longest && name.Trim(' ', '.') == name && !DeviceName.Is(name)
            ? name
            : WithSum(name);

    private static string WithSum(string name)
    {
        string sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        string portable = Portable(name), kept = portable[..Math.Min(portable.Length, Longest)].Trim(' ', '.');

        // A device's name is one with an ending, too.
        return $"{(DeviceName.Is(kept) ? "_" : "")}{kept}-{sum}";
    }

    private static string Portable(string name) => new([
        .. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || "=,.-_+ ".Contains(letter) ? letter : '_')]);
}
