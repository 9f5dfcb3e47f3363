namespace LeNetLab.Models;

/// <summary>Which input maps feed each output map of a convolution.</summary>
public sealed class ConnectionTable
{
    private static readonly int[][] Table1 =
    [
        [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
        [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
        [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5],
        [0, 1, 2, 3, 4, 5],
    ];

    private readonly int[][] sources;

    private ConnectionTable(int inputMaps, int[][] sources)
    {
        InputMaps = inputMaps;
        this.sources = sources;
        Links = sources.Sum(row => row.Length);
    }

    /// <summary>Number of input maps.</summary>
    public int InputMaps { get; }

    /// <summary>Number of output maps.</summary>
    public int OutputMaps => sources.Length;

    /// <summary>Number of (input map, output map) pairs that are connected.</summary>
    public int Links { get; }

    /// <summary>Whether every output map sees every input map.</summary>
    public bool IsFull => Links == InputMaps * OutputMaps;

    /// <summary>The input maps that feed one output map, ascending.</summary>
    public ReadOnlySpan<int> Sources(int outputMap) => sources[outputMap];

    /// <summary>Whether the two maps are connected.</summary>
    public bool Connects(int inputMap, int outputMap) => Array.BinarySearch(sources[outputMap], inputMap) >= 0;

    /// <summary>Every output map sees every input map.</summary>
    public static ConnectionTable Full(int inputMaps, int outputMaps)
    {
        int[] all = [.. Enumerable.Range(0, inputMaps)];
        return new ConnectionTable(inputMaps, [.. Enumerable.Repeat(all, outputMaps)]);
    }

    /// <summary>
    /// Table I of LeCun et al. 1998 for 6 → 16 maps. For other sizes the same table stretched, this project's own
    /// extension: input map i stands in the row ⌊6i / inputs⌋ and output map o in the column ⌊16o / outputs⌋.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 6 input maps or 16 output maps.</exception>
    public static ConnectionTable Partial(int inputMaps, int outputMaps)
    {
        if (inputMaps < 6 || outputMaps < 16)
            throw new ArgumentException($"Table I needs at least 6 → 16 maps, not {inputMaps} → {outputMaps}.");
        return FromSources(inputMaps, Enumerable.Range(0, outputMaps).Select(output =>
        {
            int[] rows = Table1[output * 16 / outputMaps];
            return Enumerable.Range(0, inputMaps).Where(input => rows.Contains(input * 6 / inputMaps)).ToArray();
        }));
    }

    /// <summary>A table of one's own: for each output map, its input maps.</summary>
    /// <exception cref="ArgumentException">An output map has no input, or one that does not exist, or one twice.</exception>
    public static ConnectionTable FromSources(int inputMaps, IEnumerable<IReadOnlyCollection<int>> sources)
    {
        int[][] rows = [.. sources.Select(row => row.Order().ToArray())];
        for (int output = 0; output < rows.Length; output++)
        {
            int[] row = rows[output];
            if (row.Length == 0 || row[0] < 0 || row[^1] >= inputMaps || row.Distinct().Count() != row.Length)
            {
                throw new ArgumentException(
                    $"Output map {output} names inputs {{{string.Join(", ", row)}}}; it needs distinct ones of 0 … {inputMaps - 1}.",
                    nameof(sources));
            }
        }

        return new ConnectionTable(inputMaps, rows);
    }
}
