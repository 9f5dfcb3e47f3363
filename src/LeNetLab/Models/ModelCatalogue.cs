namespace LeNetLab.Models;

/// <summary>Everything that a spec can name.</summary>
public static class ModelCatalogue
{
    /// <summary>The model that a spec describes.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="trainImages">Images trained on, validation left out: some methods keep them.</param>
    /// <exception cref="ArgumentException">Its parts do not fit together.</exception>
    public static IModel Build(ModelSpec spec, int trainImages)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Method is { } method ? MethodModel.Of(method, trainImages) : NetworkCatalogue.Build(spec);
    }
}
