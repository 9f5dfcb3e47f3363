namespace LeNetLab.Models;

/// <summary>A method that is no network, and its settings. The list of kinds is closed.</summary>
public abstract record MethodSpec
{
    private MethodSpec()
    {
    }

    /// <summary>The k nearest training images vote, by Euclidean distance of pixels.</summary>
    /// <param name="K">How many, 1 … 50; null for what errs least on the validation images.</param>
    public sealed record Neighbours(int? K) : MethodSpec
    {
        /// <summary>Neighbours at most.</summary>
        public const int Most = 50;
    }
}
