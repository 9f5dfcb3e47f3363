namespace LeNetLab.Models;

/// <summary>Units of a perceptron's hidden layers, from the input on. Equal if they are the same numbers.</summary>
public sealed class HiddenUnits : IEquatable<HiddenUnits>
{
    /// <summary>Hidden layers at most.</summary>
    public const int MostLayers = 8;

    /// <summary>Units of a layer at most.</summary>
    public const int MostUnits = 4096;

    private readonly int[] units;

    /// <param name="units">1 … 8 layers of 1 … 4,096 units each.</param>
    /// <exception cref="ArgumentException">There are fewer or more, of layers or of units.</exception>
    public HiddenUnits(params int[] units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (units.Length is < 1 or > MostLayers || units.Any(count => count is < 1 or > MostUnits))
            throw new ArgumentException($"Hidden layers of [{string.Join(", ", units)}] units.", nameof(units));
        this.units = [.. units];
    }

    /// <summary>Units, layer by layer.</summary>
    public IReadOnlyList<int> Units => units;

    /// <inheritdoc/>
    public bool Equals(HiddenUnits? other) => other is not null && units.AsSpan().SequenceEqual(other.units);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HiddenUnits);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>As written in specs, e.g. <c>300-100</c>.</summary>
    public override string ToString() => string.Join('-', units);
}
