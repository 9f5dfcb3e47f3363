namespace LeNetLab.Models;

/// <summary>Builds the networks of the LeNet-5 family (LeCun et al. 1998, §II.B).</summary>
public static class LeNet5
{
    /// <summary>A 28×28 digit in a border of two pixels.</summary>
    public static readonly Shape Input = new(1, 32, 32);

    /// <summary>Ten digits.</summary>
    public const int Classes = 10;

    /// <summary>The network that a spec describes.</summary>
    /// <exception cref="ArgumentException">Its parts do not fit together; the message says which.</exception>
    public static Network Build(ModelSpec spec)
    {
        (int c1, int c3, int c5, int f6) = spec.Preset switch
        {
            Preset.LeNet5 or Preset.LeNet5Of1998 => (6, 16, 120, spec.F6Units),
            Preset.LeNet5Wide => (32, 64, 1024, spec.F6Units),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Preset, "No such preset."),
        };
        ConnectionTable c3Table = spec.C3 == C3Connections.Full
            ? ConnectionTable.Full(c1, c3)
            : ConnectionTable.Partial(c1, c3);

        var layers = new List<Layer>();
        layers.AddRange(ConvolutionAndPooling("C1", "S2", ConnectionTable.Full(1, c1), spec));
        layers.AddRange(ConvolutionAndPooling("C3", "S4", c3Table, spec));

        // C5 is a convolution whose 5×5 kernels cover their whole input: a fully connected layer.
        layers.AddRange([new Layer.Dense("C5", c5), new Layer.Squashing("C5.squash", spec.Activation)]);
        if (f6 > 0)
            layers.AddRange([new Layer.Dense("F6", f6), new Layer.Squashing("F6.squash", spec.Activation)]);
        layers.Add(spec.Output == OutputKind.Rbf
            ? new Layer.RbfOutput("output", DigitBitmaps.Codes)
            : new Layer.SoftmaxOutput("output", Classes));
        return Network.Create(Input, layers, spec.Loss);
    }

    /// <summary>A convolution, squashed, and its pooling; trainable sub-sampling is squashed too, as in the paper.</summary>
    private static IEnumerable<Layer> ConvolutionAndPooling(
        string convolution, string pooling, ConnectionTable table, ModelSpec spec)
    {
        yield return new Layer.Convolution(convolution, 5, table);
        yield return new Layer.Squashing($"{convolution}.squash", spec.Activation);
        var layer = new Layer.Pooling(pooling, spec.Pooling);
        yield return layer;
        if (layer.IsTrainable)
            yield return new Layer.Squashing($"{pooling}.squash", spec.Activation);
    }
}
