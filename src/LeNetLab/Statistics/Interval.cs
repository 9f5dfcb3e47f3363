namespace LeNetLab.Statistics;

/// <summary>The numbers from one to another, both included.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest, not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a number lies within.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
