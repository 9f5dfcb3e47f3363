using System.Globalization;

namespace LeNetLab.Tests.Fuzz;

/// <summary>How many inputs each parser gets, and from which seed they are drawn.</summary>
internal static class FuzzBudget
{
    /// <summary>Their sum is what <c>make test</c> and <c>make fuzz</c> try; a new parser is a line here.</summary>
    private static readonly Dictionary<string, int> Shares = new()
    {
        ["spec text"] = 20_000,
        ["override text"] = 20_000,
        ["IDX bytes"] = 30_000,
        ["safetensors bytes"] = 25_000,
        ["checkpoint bytes"] = 20_000,
        ["result files"] = 10_000,
        ["SQL"] = 10_000,
    };

    /// <summary>All inputs of an ordinary run.</summary>
    public static int Ordinary => Shares.Values.Sum();

    /// <summary>The parser's part of LENETLAB_FUZZ_COUNT inputs.</summary>
    public static int Of(string parser) =>
        (int)Math.Ceiling(Number("LENETLAB_FUZZ_COUNT", Ordinary) * (double)Shares[parser] / Ordinary);

    /// <summary>Where the drawing begins: the same place every time, or LENETLAB_FUZZ_SEED.</summary>
    public static ulong Seed => (ulong)Number("LENETLAB_FUZZ_SEED", 5);

    private static long Number(string variable, long otherwise)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number
            : throw new InvalidOperationException($"{variable}={text} is no number from 1 on.");
    }
}
