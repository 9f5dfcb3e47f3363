using LeNetLab.Engines;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>
/// What a pass finds out about each run, added up where it is computed: the host is sent the sums, once a pass.
/// </summary>
/// <param name="runs">Runs in the stack.</param>
/// <param name="device">Where they are computed.</param>
internal sealed class PassSums(int runs, Device device)
{
    private readonly Tensor losses = zeros([runs], ScalarType.Float64, device);
    private readonly Tensor errors = zeros([runs], ScalarType.Int64, device);

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">[run][image][class].</param>
    /// <param name="labels">[run][image].</param>
    /// <param name="batchLosses">[run][image].</param>
    /// <returns>The most probable classes, [run][image]; the lowest of equals.</returns>
    public Tensor Add(Tensor logits, Tensor labels, Tensor batchLosses)
    {
        Tensor predicted = logits.argmax(-1);
        losses.add_(batchLosses.to(ScalarType.Float64).sum(1));
        errors.add_((predicted != labels).sum(1));
        return predicted;
    }

    /// <summary>Each run's sums over so many images.</summary>
    public void CopyTo(Span<PassResult> results, int images)
    {
        var lossSums = new double[runs];
        var errorCounts = new long[runs];
        losses.CopyTo<double>(lossSums);
        errors.CopyTo<long>(errorCounts);
        for (int run = 0; run < runs; run++)
            results[run] = new PassResult(images, lossSums[run], (int)errorCounts[run]);
    }
}
