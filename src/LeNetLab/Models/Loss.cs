namespace LeNetLab.Models;

/// <summary>
/// What training makes small, image by image, from the outputs z(i) of the last layer: logits, or the negative
/// penalties −y(i) of radial basis functions. D is the right class.
/// </summary>
public abstract record Loss
{
    private Loss()
    {
    }

    /// <summary>Each once, with its usual constants, in the order in which people read them.</summary>
    public static IReadOnlyList<Loss> All { get; } = [new CrossEntropy(), new Mse(), new Map()];

    /// <summary>The one of that name, with its usual constants.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Loss Named(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"There is no loss `{name}`.", nameof(name));

    /// <summary>The name used in specs, e.g. <c>cross_entropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>−z(D) + log Σᵢ e^z(i): the surprise at the right class under the outputs' softmax, in nats.</summary>
    public sealed record CrossEntropy : Loss
    {
        /// <inheritdoc/>
        public override string Name => "cross_entropy";
    }

    /// <summary>
    /// y(D), the right class's penalty (LeCun et al. 1998, eq. 8): the squared distance to its code, ≥ 0. For radial
    /// basis functions alone: a logit has no bound.
    /// </summary>
    public sealed record Mse : Loss
    {
        /// <inheritdoc/>
        public override string Name => "mse";
    }

    /// <summary>
    /// y(D) + log(e^−j + Σᵢ e^−y(i)) (eq. 9): cross-entropy with one more class, whose penalty is always
    /// <paramref name="J"/> and which stands for what is no digit. It keeps penalties that are large already from being
    /// pushed up further.
    /// </summary>
    /// <param name="J">j &gt; 0.</param>
    public sealed record Map(double J = 0.1) : Loss
    {
        /// <inheritdoc/>
        public override string Name => "map";
    }
}
