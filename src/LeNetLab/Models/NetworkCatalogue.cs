namespace LeNetLab.Models;

/// <summary>Every network that a spec can name.</summary>
public static class NetworkCatalogue
{
    /// <summary>The network that a spec describes.</summary>
    /// <exception cref="ArgumentException">Its parts do not fit together, or it is no network.</exception>
    public static Network Build(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Preset is Preset.Logistic or Preset.Mlp ? Perceptron.Build(spec) : LeNet5.Build(spec);
    }
}
