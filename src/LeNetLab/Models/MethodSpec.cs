namespace LeNetLab.Models;

/// <summary>A method that is no network, and its settings. The list of kinds is closed.</summary>
public abstract record MethodSpec
{
    private MethodSpec()
    {
    }

    /// <summary>What a family is, with its usual constants; null for networks.</summary>
    public static MethodSpec? Usual(Preset preset) => preset switch
    {
        Preset.Knn => new Neighbours(),
        Preset.SvmLinear => new LinearSvm(),
        Preset.HogLinear => new HogSvm(),
        Preset.SvmRbf => new RbfSvm(),
        _ => null,
    };

    /// <summary>The k nearest training images vote, by Euclidean distance of pixels.</summary>
    /// <param name="K">How many, 1 … 50; null for what errs least on the validation images.</param>
    public sealed record Neighbours(int? K = 3) : MethodSpec
    {
        /// <summary>Neighbours at most.</summary>
        public const int Most = 50;
    }

    /// <summary>
    /// A linear support vector machine on pixels of 0 … 1: one class against the rest, squared hinge loss.
    /// </summary>
    /// <param name="C">What an error costs, against ½|w|²; greater than 0.</param>
    /// <param name="Tolerance">How far the dual's conditions may be missed, greater than 0.</param>
    public sealed record LinearSvm(double C = 0.01, double Tolerance = 0.001) : MethodSpec;

    /// <summary>The same on histograms of oriented gradients (Dalal and Triggs 2005).</summary>
    /// <param name="Cell">Side of a cell in pixels, a divisor of 28.</param>
    /// <param name="C">What an error costs, against ½|w|²; greater than 0.</param>
    /// <param name="Tolerance">How far the dual's conditions may be missed, greater than 0.</param>
    public sealed record HogSvm(int Cell = 4, double C = 0.1, double Tolerance = 0.001) : MethodSpec;

    /// <summary>
    /// A support vector machine with the kernel e^(−γ|x − y|²) on pixels of 0 … 1: each class against each, hinge loss.
    /// </summary>
    /// <param name="C">What an error costs; greater than 0.</param>
    /// <param name="Gamma">γ &gt; 0.</param>
    /// <param name="Tolerance">How far the dual's conditions may be missed, greater than 0.</param>
    public sealed record RbfSvm(double C = 5, double Gamma = 0.02, double Tolerance = 0.001) : MethodSpec;
}
