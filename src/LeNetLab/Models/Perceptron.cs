namespace LeNetLab.Models;

/// <summary>
/// Builds networks of fully connected layers alone on the bare 28×28 pixels: the "basic neural network" that LeNet-5 is
/// compared with (LeCun et al. 1998, §III.C), and without a hidden layer logistic regression of ten classes.
/// </summary>
public static class Perceptron
{
    /// <summary>A 28×28 digit without a border: nothing is convolved that would need one.</summary>
    public static readonly Shape Input = new(1, 28, 28);

    /// <summary>The network that a spec describes.</summary>
    /// <exception cref="ArgumentException">Its parts do not fit together, or it is none such.</exception>
    public static Network Build(ModelSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        IReadOnlyList<int> hidden = spec.Preset switch
        {
            Preset.Logistic => [],
            Preset.Mlp => spec.Hidden!.Units,
            _ => throw new ArgumentException($"{spec.Preset} is no network of fully connected layers."),
        };
        var layers = new List<Layer>();
        for (int i = 0; i < hidden.Count; i++)
        {
            string name = $"F{i + 1}";
            layers.AddRange([new Layer.Dense(name, hidden[i]), new Layer.Squashing($"{name}.squash", spec.Activation)]);
        }

        layers.Add(new Layer.SoftmaxOutput("output", LeNet5.Classes));
        return Network.Create(Input, layers, spec.Loss);
    }
}
