namespace LeNetLab.Models;

/// <summary>What each class's output unit compares the units before it with: a fixed code of ±1.</summary>
public sealed class CodeTable
{
    private readonly float[][] codes;

    private CodeTable(float[][] codes) => this.codes = codes;

    /// <summary>Number of classes.</summary>
    public int Classes => codes.Length;

    /// <summary>Length of a code: units that are compared.</summary>
    public int Units => codes[0].Length;

    /// <summary>One class's code, each value −1 or 1.</summary>
    public ReadOnlySpan<float> Of(int code) => codes[code];

    /// <summary>Codes of equal length, true for 1 and false for −1.</summary>
    /// <exception cref="ArgumentException">There are none, they differ in length, or two are the same.</exception>
    public static CodeTable FromBits(IEnumerable<IReadOnlyList<bool>> bits)
    {
        float[][] rows = [.. bits.Select(code => code.Select(bit => bit ? 1f : -1f).ToArray())];
        if (rows.Length == 0 || rows.Any(code => code.Length == 0 || code.Length != rows[0].Length))
            throw new ArgumentException("Codes are of one length, at least 1.", nameof(bits));
        if (rows.DistinctBy(code => string.Join(' ', code)).Count() != rows.Length)
            throw new ArgumentException("Two classes have the same code and could never be told apart.", nameof(bits));
        return new CodeTable(rows);
    }
}
