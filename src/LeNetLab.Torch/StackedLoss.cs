using LeNetLab.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace LeNetLab.Torch;

/// <summary>The losses of a stack of runs, by PyTorch's own functions; <see cref="Loss"/> has the formulas.</summary>
internal static class StackedLoss
{
    /// <summary>[run][image].</summary>
    /// <param name="loss">Which.</param>
    /// <param name="outputs">[run][image][class].</param>
    /// <param name="labels">[run][image].</param>
    public static Tensor Of(Loss loss, Tensor outputs, Tensor labels) => loss switch
    {
        Loss.CrossEntropy => CrossEntropy(outputs, labels),
        Loss.Mse => -outputs.gather(2, labels.unsqueeze(2)).squeeze(2),
        Loss.Map { J: var j } => CrossEntropy(cat([outputs, full_like(outputs.narrow(2, 0, 1), -j)], 2), labels),
        _ => throw new ArgumentException($"No formula for the loss {loss.Name}."),
    };

    private static Tensor CrossEntropy(Tensor outputs, Tensor labels) =>
        cross_entropy(outputs.flatten(0, 1), labels.flatten(), reduction: nn.Reduction.None).reshape(labels.shape);
}
