using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>
/// A group of runs in training, runs in the lanes: what is a block of images to an ordinary learner is here one image
/// of each run, and what is a weight there is a register of weights.
/// </summary>
/// <remarks>
/// An ordinary learner at batch size 1 computes the same products in the same order beside lanes that repeat its image
/// and add zeros. Zeros may differ in sign from it, which no weight that is not itself 0 can show.
/// </remarks>
internal sealed unsafe class RunLearner<TLane, TRule> : IGroupLearner
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    private readonly Arena arena;
    private readonly RunParameters<TLane, TRule> parameters;
    private readonly IRunRules<TLane, TRule> rules;
    private readonly SimdNetwork<TLane> network;
    private readonly SoftmaxLoss<TLane> loss;
    private readonly double[] losses;
    private readonly byte[] predictions;

    /// <param name="network">What each run computes.</param>
    /// <param name="runs">How many, at most as many as there are lanes.</param>
    /// <param name="rules">How gradients become steps.</param>
    /// <param name="arena">Where the memory comes from; freed with the learner.</param>
    public RunLearner(Network network, int runs, IRunRules<TLane, TRule> rules, Arena arena)
    {
        Network = network;
        Runs = runs;
        this.rules = rules;
        this.arena = arena;
        parameters = new RunParameters<TLane, TRule>(network, arena);
        this.network = new SimdNetwork<TLane>(network, new RunLayers<TLane, TRule>(parameters, arena), 1, arena);
        loss = new SoftmaxLoss<TLane>(this.network.Output, arena);
        losses = new double[runs];
        predictions = new byte[runs];
    }

    public Network Network { get; }

    public int Runs { get; }

    public void ReadParameters(int run, Span<float> values) => parameters.Read(RequireRun(run), values);

    public void WriteParameters(int run, ReadOnlySpan<float> values)
    {
        parameters.Write(RequireRun(run), values);
        rules.Reset(run);
    }

    public void Train(
        ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates, Span<PassResult> results)
    {
        if (order.Length % Runs != 0 || learningRates.Length != order.Length || results.Length != Runs)
        {
            throw new ArgumentException(
                $"{order.Length} images, {learningRates.Length} rates and {results.Length} results for {Runs} runs.");
        }

        results.Clear();
        for (int i = 0; i < order.Length; i += Runs)
            Step(images, order.Slice(i, Runs), learningRates.Slice(i, Runs), results);
    }

    public void Dispose() => arena.Dispose();

    /// <summary>One pattern of each run.</summary>
    private void Step(
        ImageSet images, ReadOnlySpan<int> patterns, ReadOnlySpan<float> rates, Span<PassResult> results)
    {
        parameters.Rule = rules.Next(rates);
        network.BeginForward();
        network.Forward(images, patterns);
        loss.Measure(0, images, patterns, losses, predictions);
        for (int run = 0; run < patterns.Length; run++)
        {
            int errors = predictions[run] == images.Labels[patterns[run]] ? 0 : 1;
            results[run] += new PassResult(1, losses[run], errors);
        }

        loss.Differentiate(0, images, patterns, 1);
        network.BeginBackward(null);
        network.Backward(patterns.Length);
        network.EndBackward();
    }

    private int RequireRun(int run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(run);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(run, Runs);
        return run;
    }
}
