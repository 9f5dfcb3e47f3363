using LeNetLab.Data;

namespace LeNetLab.Engines;

/// <summary>
/// A learner that lets one look into its layers between two passes. It is no part of <see cref="ILearner"/>: an engine
/// may train without showing what lies between images and loss.
/// </summary>
public interface ILayerProbe
{
    /// <summary>
    /// Differentiates and looks at what the layers give, over some images and without a step: parameters, optimiser and
    /// the next passes stay as they were. The images are taken in order, so that the sums are the same on every
    /// machine.
    /// </summary>
    /// <param name="images">The set that <paramref name="selection"/> points into.</param>
    /// <param name="selection">Image indices, at least one and any number, whatever the learner's batch size.</param>
    /// <param name="gradients">Receives those of the images' mean loss, in the network's layout.</param>
    /// <param name="activations">
    /// Receives a summary for each squashing layer of the network, in order, of the values that it gives.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit the network, or no image is given.</exception>
    void Probe(
        ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients, Span<ActivationSummary> activations);
}

/// <summary>A group that lets one look into the layers of each of its runs.</summary>
public interface IGroupLayerProbe
{
    /// <inheritdoc cref="ILayerProbe.Probe"/>
    /// <param name="run">Whose layers.</param>
    /// <param name="images">The set that <paramref name="selection"/> points into.</param>
    /// <param name="selection">Image indices, at least one.</param>
    /// <param name="gradients">Receives those of the images' mean loss.</param>
    /// <param name="activations">Receives a summary for each squashing layer.</param>
    void Probe(
        int run, ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients,
        Span<ActivationSummary> activations);
}
