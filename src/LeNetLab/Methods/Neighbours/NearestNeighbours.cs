using LeNetLab.Data;
using LeNetLab.Engines.Simd.Rows;
using LeNetLab.Models;

namespace LeNetLab.Methods.Neighbours;

/// <summary>
/// The k nearest neighbours (Fix and Hodges 1951; LeCun et al. 1998, §III.C.3). Nothing is learnt but, if asked, k: the
/// model is the training images themselves, which the parameters name by their indices.
/// </summary>
/// <param name="spec">Its settings.</param>
/// <param name="model">Lays the parameters out.</param>
internal sealed class NearestNeighbours(MethodSpec.Neighbours spec, MethodModel model) : IMethod
{
    public float[] Fit(FittingSet set, Workforce work)
    {
        var parameters = new float[model.VectorLength];
        Span<float> images = model.Tensor(parameters, MethodModel.Images);
        for (int i = 0; i < images.Length; i++)
            images[i] = set.Training.Span[i];
        model.Tensor(parameters, MethodModel.Neighbours)[0] = spec.K ?? Choose(set, work);
        return parameters;
    }

    public IClassifier Load(float[] parameters, FittingSet set)
    {
        int[] images = Array.ConvertAll(
            model.Tensor(parameters, MethodModel.Images).ToArray(), image => checked((int)image));
        return new Classifier(set.Images, images, (int)model.Tensor(parameters, MethodModel.Neighbours)[0]);
    }

    /// <summary>The k that errs least on the validation images, the smallest of those that err as little.</summary>
    private static int Choose(FittingSet set, Workforce work)
    {
        if (set.Validation.IsEmpty)
            throw new ArgumentException("k cannot be chosen without validation images.");
        int most = Math.Min(MethodSpec.Neighbours.Most, set.Training.Length);
        var stored = new PixelRows(set.Images, set.Training.Span);
        int[] nearest = new NeighbourSearch(stored)
            .Nearest(new PixelRows(set.Images, set.Validation.Span), most, work);
        var errors = new int[most];
        var labels = new byte[most];
        for (int query = 0; query < set.Validation.Length; query++)
        {
            byte right = set.Images.Labels[set.Validation.Span[query]];
            for (int i = 0; i < most; i++)
            {
                labels[i] = set.Images.Labels[set.Training.Span[nearest[(query * most) + i]]];
                errors[i] += Vote.Of(labels.AsSpan(0, i + 1)) == right ? 0 : 1;
            }
        }

        return 1 + Array.IndexOf(errors, errors.Min());
    }

    private sealed class Classifier(ImageSet training, int[] kept, int k) : IClassifier
    {
        private readonly NeighbourSearch search = new(new PixelRows(training, kept));

        public void Predict(ImageSet images, ReadOnlyMemory<int> selection, Memory<byte> classes, Workforce work)
        {
            int[] nearest = search.Nearest(new PixelRows(images, selection.Span), k, work);
            var labels = new byte[k];
            for (int query = 0; query < selection.Length; query++)
            {
                for (int i = 0; i < k; i++)
                    labels[i] = training.Labels[kept[nearest[(query * k) + i]]];
                classes.Span[query] = Vote.Of(labels);
            }
        }
    }
}
