using LeNetLab.Methods.Kernels;
using LeNetLab.Methods.Linear;
using LeNetLab.Methods.Neighbours;
using LeNetLab.Models;

namespace LeNetLab.Methods;

/// <summary>Every method, by its settings.</summary>
public static class MethodCatalogue
{
    /// <summary>The method that a spec describes.</summary>
    /// <param name="spec">Its settings.</param>
    /// <param name="trainImages">Images trained on, validation left out.</param>
    public static IMethod Of(MethodSpec spec, int trainImages)
    {
        MethodModel model = MethodModel.Of(spec, trainImages);
        return spec switch
        {
            MethodSpec.Neighbours neighbours => new NearestNeighbours(neighbours, model),
            MethodSpec.LinearSvm svm => new LinearSvm(new PixelFeatures(), svm.C, svm.Tolerance, model),
            MethodSpec.HogSvm hog => new LinearSvm(new HogFeatures(hog.Cell), hog.C, hog.Tolerance, model),
            MethodSpec.RbfSvm rbf => new RbfSvm(rbf, model),
            _ => throw new ArgumentException($"No method of kind {spec.GetType().Name}.", nameof(spec)),
        };
    }
}
