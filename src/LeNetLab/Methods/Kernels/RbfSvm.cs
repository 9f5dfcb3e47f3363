using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Models;

namespace LeNetLab.Methods.Kernels;

/// <summary>
/// Support vector machines with a radial kernel (Cortes and Vapnik 1995), each class against each, the most votes
/// winning: 45 problems of a fifth of the images each take less than ten of all of them, and are what LIBSVM trains.
/// </summary>
/// <remarks>
/// Weights are [training image][other class]: yα of the image in its class's problem against each other one, 0 to 8
/// with the class itself left out. Biases are by pairs 0–1, 0–2, …, 8–9; the first of a pair is the positive side.
/// </remarks>
internal sealed class RbfSvm(MethodSpec.RbfSvm spec, MethodModel model) : IMethod
{
    // Of each problem that is being solved; a row of the largest takes 50 kB, and it asks for 2,000 or so.
    private const long KeptBytes = 256 << 20;

    private readonly RbfFunction function = new(spec.Gamma);

    public float[] Fit(FittingSet set, Workforce work)
    {
        var parameters = new float[model.VectorLength];
        Span<float> images = model.Tensor(parameters, MethodModel.Images);
        for (int i = 0; i < images.Length; i++)
            images[i] = set.Training.Span[i];
        (int First, int Second)[] pairs = [.. ClassPairs.All];
        work.Do(pairs.Length, pair => Solve(set, pair, pairs[pair], parameters, work.Cancellation));
        return parameters;
    }

    public IClassifier Load(float[] parameters, FittingSet set) =>
        new RbfClassifier(function, model, parameters, set.Images);

    /// <summary>Solves one pair's problem and writes down what it found; each image's place is its own.</summary>
    private void Solve(
        FittingSet set, int pair, (int First, int Second) classes, float[] parameters, CancellationToken cancellation)
    {
        int[] places =
        [
            .. Enumerable.Range(0, set.Training.Length)
                .Where(place => LabelAt(place) == classes.First || LabelAt(place) == classes.Second),
        ];
        sbyte[] sides = [.. places.Select(place => (sbyte)(LabelAt(place) == classes.First ? 1 : -1))];
        int[] images = [.. places.Select(place => set.Training.Span[place])];
        var matrix = new RbfMatrix(new PixelRows(set.Images, images), function, KeptBytes);
        SmoSolution found = new SmoSolver(matrix, sides, spec.C, spec.Tolerance).Solve(cancellation);
        Span<float> weights = model.Tensor(parameters, MethodModel.Weights);
        for (int i = 0; i < images.Length; i++)
        {
            (int own, int other) = sides[i] > 0 ? classes : (classes.Second, classes.First);
            weights[(places[i] * ClassPairs.Others) + ClassPairs.Place(own, other)] =
                (float)(sides[i] * found.Multipliers[i]);
        }

        model.Tensor(parameters, MethodModel.Biases)[pair] = (float)found.Bias;

        byte LabelAt(int place) => set.Images.Labels[set.Training.Span[place]];
    }
}
