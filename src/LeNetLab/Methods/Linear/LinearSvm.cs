using LeNetLab.Data;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Models;

namespace LeNetLab.Methods.Linear;

/// <summary>
/// Linear support vector machines, one for each class against the rest; the largest output wins. One against the rest,
/// not each against each: ten weight vectors are a linear classifier of the size of logistic regression, and what
/// LIBLINEAR trains by default.
/// </summary>
/// <param name="features">What they see of an image.</param>
/// <param name="c">What an error costs.</param>
/// <param name="tolerance">See <see cref="DualCoordinateDescent"/>.</param>
/// <param name="model">Lays the parameters out.</param>
internal sealed class LinearSvm(IFeatures features, double c, double tolerance, MethodModel model) : IMethod
{
    private const int Together = 500;

    public float[] Fit(FittingSet set, Workforce work)
    {
        FeatureRows rows = Rows(set.Images, set.Training, work);
        byte[] labels = Array.ConvertAll(set.Training.ToArray(), image => set.Images.Labels[image]);
        var parameters = new float[model.VectorLength];
        work.Do(LeNet5.Classes, digit =>
        {
            sbyte[] sides = Array.ConvertAll(labels, label => (sbyte)(label == digit ? 1 : -1));
            LinearSolution found = new DualCoordinateDescent(rows, sides, c, tolerance)
                .Solve($"svm/{digit}", work.Cancellation);
            Span<float> weights = model.Tensor(parameters, MethodModel.Weights)
                .Slice(digit * features.Length, features.Length);
            for (int i = 0; i < weights.Length; i++)
                weights[i] = (float)found.Weights[i];
            model.Tensor(parameters, MethodModel.Biases)[digit] = (float)found.Bias;
        });
        return parameters;
    }

    public IClassifier Load(float[] parameters, FittingSet set) => new Classifier(features, model, parameters);

    private FeatureRows Rows(ImageSet images, ReadOnlyMemory<int> selection, Workforce work)
    {
        var rows = new FeatureRows(selection.Length, features.Length);
        work.DoSlices(selection.Length, Together, (first, count) =>
        {
            Span<byte> field = stackalloc byte[MethodModel.Pixels];
            for (int row = first; row < first + count; row++)
            {
                PixelRows.Centre(images, selection.Span[row], field);
                features.Of(field, rows.Row(row));
            }
        });
        return rows;
    }

    private sealed class Classifier : IClassifier
    {
        private readonly IFeatures features;
        private readonly double[][] weights;
        private readonly float[] biases;

        public Classifier(IFeatures features, MethodModel model, float[] parameters)
        {
            this.features = features;
            int length = features.Length;
            Span<float> values = model.Tensor(parameters, MethodModel.Weights);
            biases = model.Tensor(parameters, MethodModel.Biases).ToArray();
            weights = new double[biases.Length][];
            for (int digit = 0; digit < weights.Length; digit++)
            {
                weights[digit] = new double[new FeatureRows(0, length).Padded];
                for (int i = 0; i < length; i++)
                    weights[digit][i] = values[(digit * length) + i];
            }
        }

        public void Predict(ImageSet images, ReadOnlyMemory<int> selection, Memory<byte> classes, Workforce work) =>
            work.DoSlices(selection.Length, Together, (first, count) =>
            {
                Span<byte> field = stackalloc byte[MethodModel.Pixels];
                var row = new FeatureRows(1, features.Length);
                for (int i = first; i < first + count; i++)
                {
                    PixelRows.Centre(images, selection.Span[i], field);
                    features.Of(field, row.Row(0));
                    classes.Span[i] = Largest(row);
                }
            });

        /// <summary>The class of the largest output, the first of equals.</summary>
        private byte Largest(FeatureRows row)
        {
            int largest = 0;
            double most = double.NegativeInfinity;
            for (int digit = 0; digit < weights.Length; digit++)
            {
                double output = row.Product(0, weights[digit]) + biases[digit];
                if (output > most)
                    (largest, most) = (digit, output);
            }

            return (byte)largest;
        }
    }
}
