using System.Globalization;

namespace LeNetLab.Tests.Chaos;

/// <summary>How many processes are killed, and from which seed everything is drawn.</summary>
internal static class ChaosBudget
{
    private const int Ordinary = 12;

    /// <summary>LENETLAB_CHAOS_COUNT, or what fits into an ordinary run of the tests.</summary>
    public static int Kills => Number("LENETLAB_CHAOS_COUNT", Ordinary);

    /// <summary>LENETLAB_CHAOS_SEED, or the same every time.</summary>
    public static int Seed => Number("LENETLAB_CHAOS_SEED", 5);

    private static int Number(string variable, int otherwise)
    {
        string? text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new InvalidOperationException($"{variable}={text} is no number from 1 on.");
    }
}
