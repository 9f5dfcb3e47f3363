namespace LeNetLab.Models;

/// <summary>How a 2×2 neighbourhood becomes one value.</summary>
public enum PoolingKind
{
    /// <summary>The mean of the four; no parameters.</summary>
    Average,

    /// <summary>The largest of the four, the first of equals; no parameters.</summary>
    Max,

    /// <summary>Coefficient × mean + bias, both trainable, one of each per map (LeCun et al. 1998, §II.A).</summary>
    Subsampling,

    /// <summary>Coefficient × sum + bias (§II.B): a coefficient weighs four times as much.</summary>
    SubsamplingSum,
}

/// <summary>One step of a network. The list of kinds is closed; an engine handles each.</summary>
/// <param name="Name">The paper's name of the layer: C1, S2, C3, …</param>
public abstract record Layer(string Name)
{
    /// <summary>
    /// Valid convolution (a correlation, as everywhere in this field) with a square kernel, stride 1 and a bias per
    /// map. Weights: [output map][input map][row][column], structurally zero where the table has no connection.
    /// </summary>
    public sealed record Convolution(string Name, int KernelSize, ConnectionTable Connections) : Layer(Name);

    /// <summary>Non-overlapping 2×2 pooling. Sub-sampling's parameters: coefficient [map], bias [map].</summary>
    public sealed record Pooling(string Name, PoolingKind Kind) : Layer(Name)
    {
        /// <summary>Whether it has a coefficient and a bias for each map.</summary>
        public bool IsTrainable => Kind is PoolingKind.Subsampling or PoolingKind.SubsamplingSum;

        /// <summary>What each of the four values counts, coefficient left out: where average and sum differ.</summary>
        public double Share => Kind == PoolingKind.SubsamplingSum ? 1 : 0.25;
    }

    /// <summary>The squashing function, applied to every value.</summary>
    public sealed record Squashing(string Name, Activation Function) : Layer(Name);

    /// <summary>Fully connected units. Weights: [unit][input, in order map, row, column]; bias [unit].</summary>
    public sealed record Dense(string Name, int Units) : Layer(Name);

    /// <summary>Fully connected logits. As every output, always the last layer.</summary>
    public sealed record SoftmaxOutput(string Name, int Classes) : Layer(Name);

    /// <summary>
    /// Euclidean radial basis functions (LeCun et al. 1998, eq. 7): z(i) = −y(i) = −Σⱼ (x(j) − w(i, j))², the w fixed.
    /// The negative penalty, so that for every output the largest is the class predicted and their softmax its
    /// probability.
    /// </summary>
    public sealed record RbfOutput(string Name, CodeTable Codes) : Layer(Name);
}
