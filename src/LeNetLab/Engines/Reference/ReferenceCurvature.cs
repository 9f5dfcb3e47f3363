using LeNetLab.Models;

namespace LeNetLab.Engines.Reference;

/// <summary>
/// Second derivatives of one image's loss by each parameter: the diagonal Gauss–Newton approximation, back-propagated
/// (LeCun et al. 1998, App. C). What each unit of a layer contributes is taken as if no other did: from the curvature
/// d(i) by a layer's outputs, that by its inputs is Σᵢ (∂y(i)/∂x(j))² d(i), and that by a parameter
/// Σᵢ (∂y(i)/∂w)² d(i), the sum running over all units that share it.
/// </summary>
internal static class ReferenceCurvature
{
    /// <summary>Adds one image's second derivatives.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">In its layout.</param>
    /// <param name="activations">The image's, from <see cref="ReferenceNetwork.Forward"/>.</param>
    /// <param name="sums">In the network's layout.</param>
    public static void Add(Network network, double[] parameters, double[][] activations, double[] sums)
    {
        double[] posterior = ReferenceLoss.Posterior(network.Loss, activations[^1]);
        double[] curvature = [.. posterior.Select(p => p * (1 - p))];
        for (int i = network.Stages.Count - 1; i >= 0; i--)
        {
            Stage stage = network.Stages[i];
            curvature = stage.Layer is Layer.RbfOutput { Codes: var codes }
                ? OfDistances(codes, activations[i], posterior)
                : Backward(
                    stage, activations[i], curvature, ReferenceNetwork.Part(parameters, stage.Weights),
                    ReferenceNetwork.Part(sums, stage.Weights), ReferenceNetwork.Part(sums, stage.Biases));
        }
    }

    /// <summary>
    /// By the units x that radial basis functions compare, exactly. With p the posterior, r = 1 − Σ p what is left of
    /// it, and s(i) = 2(x(j) − w(i, j)) the slope of distance i: ∂²L/∂x(j)² = 2r + Σᵢ p(i)·s(i)² − (Σᵢ p(i)·s(i))².
    /// The first term is the curvature of the distances themselves, the others a variance; for MSE, 2 is left.
    /// </summary>
    private static double[] OfDistances(CodeTable codes, double[] x, double[] posterior)
    {
        var curvature = new double[x.Length];
        for (int j = 0; j < x.Length; j++)
        {
            double mean = 0, square = 0;
            for (int i = 0; i < posterior.Length; i++)
            {
                double slope = 2 * (x[j] - codes.Of(i)[j]);
                mean += posterior[i] * slope;
                square += posterior[i] * slope * slope;
            }

            curvature[j] = (2 * (1 - posterior.Sum())) + square - (mean * mean);
        }

        return curvature;
    }

    /// <summary>The curvature by a layer's inputs; adds that by its parameters.</summary>
    private static double[] Backward(
        Stage stage, double[] x, double[] dy, ReadOnlySpan<double> w, Span<double> dw, Span<double> db)
    {
        switch (stage.Layer)
        {
            case Layer.Convolution or Layer.Dense or Layer.SoftmaxOutput:
                // Sums of products w·x: their derivatives' squares are the derivatives with w² and x².
                return ReferenceLayer.Backward(stage, Squares(x), dy, Squares(w), dw, db);
            case Layer.Squashing { Function: var function }:
                return [.. dy.Select((curvature, i) => curvature * Square(Squashing.Slope(function, x[i])))];
            case Layer.Pooling { Kind: PoolingKind.Max }:
                return ReferenceLayer.Backward(stage, x, dy, w, dw, db);
            case Layer.Pooling pooling:
                return Pool(stage, pooling, x, dy, w, dw, db);
            default:
                throw new ArgumentException($"No formula for a layer of kind {stage.Layer.GetType().Name}.");
        }
    }

    private static double[] Pool(
        Stage stage, Layer.Pooling pooling, double[] x, double[] dy, ReadOnlySpan<double> w, Span<double> dw,
        Span<double> db)
    {
        var dx = new double[x.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            int map = i / stage.Output.MapLength;
            int[] pooled = ReferenceLayer.Neighbourhood(stage, i);
            double coefficient = pooling.IsTrainable ? w[map] : 1;
            foreach (int j in pooled)
                dx[j] += dy[i] * Square(coefficient * pooling.Share);
            if (pooling.IsTrainable)
            {
                dw[map] += dy[i] * Square(pooling.Share * pooled.Sum(j => x[j]));
                db[map] += dy[i];
            }
        }

        return dx;
    }

    private static double Square(double value) => value * value;

    private static double[] Squares(ReadOnlySpan<double> values)
    {
        double[] squares = values.ToArray();
        foreach (ref double value in squares.AsSpan())
            value *= value;
        return squares;
    }
}
