namespace LeNetLab.Models;

/// <summary>What a fitted method consists of: named tensors, in one vector.</summary>
public sealed class MethodModel : IModel
{
    /// <summary>Pixels that every method sees: a digit of 28×28 without a border.</summary>
    public const int Pixels = 28 * 28;

    /// <summary>
    /// Images that can be fitted to: their features fit in one array, and single precision has every index.
    /// </summary>
    public const int MostImages = 1_000_000;

    /// <summary>Pairs of classes.</summary>
    public const int Pairs = LeNet5.Classes * (LeNet5.Classes - 1) / 2;

    /// <summary>The tensor of the training images that are kept, each by its index in the training set.</summary>
    public const string Images = "images";

    /// <summary>The tensor of what is weighed: features, or support vectors.</summary>
    public const string Weights = "weights";

    /// <summary>The tensor of what is added.</summary>
    public const string Biases = "biases";

    /// <summary>The tensor of the number of neighbours.</summary>
    public const string Neighbours = "k";

    private readonly int keptForEach;

    private MethodModel((string Name, int[] Shape)[] tensors, int keptForEach = 0)
    {
        var blocks = new List<ParameterBlock>();
        foreach ((string name, int[] shape) in tensors)
        {
            var block = new ParameterBlock(name, VectorLength, shape, 0, 0, 0);
            blocks.Add(block with { Trainable = block.Length });
            VectorLength += block.Length;
        }

        Blocks = blocks;
        this.keptForEach = keptForEach;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public int VectorLength { get; }

    /// <inheritdoc/>
    public int ParameterCount { get; private init; }

    /// <inheritdoc/>
    public long TrainingMultiplyAdds { get; private init; }

    /// <inheritdoc/>
    public long ForwardMultiplyAdds { get; private init; }

    /// <summary>The model of a method that is fitted to so many images.</summary>
    public static MethodModel Of(MethodSpec spec, int trainImages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trainImages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trainImages, MostImages);
        return spec switch
        {
            MethodSpec.Neighbours => new MethodModel([(Neighbours, [1]), (Images, [trainImages])])
            {
                ParameterCount = Count((long)trainImages * Pixels),
                ForwardMultiplyAdds = (long)trainImages * Pixels,
            },
            MethodSpec.LinearSvm => Linear(Pixels, 1),
            MethodSpec.HogSvm hog => Linear(HogLength(hog.Cell), 3),
            MethodSpec.RbfSvm => Kernel(trainImages),
            _ => throw new ArgumentException($"No model for a method of kind {spec.GetType().Name}.", nameof(spec)),
        };
    }

    /// <summary>Features of a histogram of oriented gradients: blocks of 2×2 cells, each of 9 orientations.</summary>
    /// <param name="cell">Side of a cell in pixels.</param>
    public static int HogLength(int cell) => ((28 / cell) - 1) * ((28 / cell) - 1) * 4 * 9;

    /// <summary>One of the tensors in a vector.</summary>
    public Span<float> Tensor(Span<float> vector, string name)
    {
        ParameterBlock block = Blocks.Single(block => block.Name == name);
        return vector.Slice(block.Offset, block.Length);
    }

    /// <inheritdoc/>
    public int ParametersIn(ReadOnlySpan<float> vector)
    {
        if (keptForEach == 0)
            return ParameterCount;
        ParameterBlock block = Blocks.Single(block => block.Name == Weights);
        int width = block.Shape[1], kept = 0;
        for (int row = 0; row < block.Shape[0]; row++)
            kept += vector.Slice(block.Offset + (row * width), width).ContainsAnyExcept(0f) ? 1 : 0;
        return Count(((long)kept * keptForEach) + Pairs);
    }

    private static int Count(long numbers) => (int)Math.Min(numbers, int.MaxValue);

    // Coordinate descent goes over the images some dozens of times, twice over each feature.
    private static MethodModel Linear(int features, int passes) =>
        new([(Weights, [LeNet5.Classes, features]), (Biases, [LeNet5.Classes])])
        {
            ParameterCount = LeNet5.Classes * (features + 1),
            TrainingMultiplyAdds = 400L * passes * LeNet5.Classes * features,
            ForwardMultiplyAdds = LeNet5.Classes * features,
        };

    // A support vector is its image and a coefficient against each other class. Of 60,000 digits a fifth are.
    private static MethodModel Kernel(int trainImages)
    {
        const int Kept = Pixels + LeNet5.Classes - 1;
        return new(
            [(Images, [trainImages]), (Weights, [trainImages, LeNet5.Classes - 1]), (Biases, [Pairs])], Kept)
        {
            ParameterCount = Count(((long)trainImages * Kept) + Pairs),
            TrainingMultiplyAdds = (long)trainImages * Pixels / 2,
            ForwardMultiplyAdds = (long)trainImages * Pixels / 5,
        };
    }
}
