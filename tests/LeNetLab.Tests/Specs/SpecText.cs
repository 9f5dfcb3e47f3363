namespace LeNetLab.Tests.Specs;

/// <summary>Specs that several tests read.</summary>
internal static class SpecText
{
    /// <summary>The example that the project's commands and file formats were agreed on with.</summary>
    public const string Agreed = """
        name: activation-sweep
        question: Which activation learns LeNet-5 fastest, and does any generalise better?
        dataset: mnist                 # mnist | fashion-mnist | kmnist | strokes | a folder of IDX files
        offline_fallback: strokes      # optional
        seeds: 6                       # 1..6, or a list
        base:
          model: {preset: lenet5, activation: tanh, c3: full, pooling: average}
          training: {epochs: 8, batch_size: 64, optimizer: sgd, learning_rate: 0.05, momentum: 0.9, schedule: cosine}
        grid:                          # cartesian product
          model.activation: [sigmoid, tanh, scaled_tanh, relu, leaky_relu]
        zip:                           # lists of equal length, walked together; multiplies with grid
          training.batch_size: [16, 64]
          training.learning_rate: [0.02, 0.05]
        variants:                      # named sets of overrides; multiplies with the others
          plain: {}
          regularised: {training.weight_decay: 0.0001}
        exclude:                       # cells that match are left out
          - {model.activation: relu, training.batch_size: 16}
        when:                          # conditional settings, applied in order after the cell is chosen
          - match: {model.activation: sigmoid}
            set: {training.learning_rate: 0.5}

        """;

    /// <summary>A spec with the keys that none may lack, and more.</summary>
    public static string With(string more) => $"""
        name: test
        question: Does it work?
        dataset: mnist
        seeds: 1

        """ + more;
}
