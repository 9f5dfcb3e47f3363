using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>One image's loss in double precision, from the outputs z; <see cref="Loss"/> has the formulas.</summary>
internal static class ReferenceLoss
{
    /// <summary>The loss.</summary>
    public static double Value(Loss loss, double[] z, int label) => loss switch
    {
        Loss.Mse => -z[label],
        Loss.CrossEntropy or Loss.Map => LogOfSum(loss, z) - z[label],
        _ => throw new ArgumentException($"No formula for the loss {loss.Name}."),
    };

    /// <summary>Its derivative by each output.</summary>
    public static double[] Gradient(Loss loss, double[] z, int label) =>
        [.. Posterior(loss, z).Select((p, i) => p - (i == label ? 1 : 0))];

    /// <summary>
    /// What each class has of the probability that the loss pushes to the right one: with cross-entropy all of it, with
    /// MAP what the class of no digit leaves, and none with MSE, which knows but the right class.
    /// </summary>
    public static double[] Posterior(Loss loss, double[] z)
    {
        if (loss is Loss.Mse)
            return new double[z.Length];
        double log = LogOfSum(loss, z);
        return [.. z.Select(one => Math.Exp(one - log))];
    }

    private static double LogOfSum(Loss loss, double[] z)
    {
        double[] all = loss is Loss.Map { J: var j } ? [.. z, -j] : z;
        double max = all.Max();
        return max + Math.Log(all.Sum(one => Math.Exp(one - max)));
    }
}
