using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Layers;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd.Runs;

/// <summary>
/// A group of runs in training, runs in the lanes: what is a block of images to an ordinary learner is here one image
/// of each run, and what is a weight there is a register of weights.
/// </summary>
/// <remarks>
/// An ordinary learner at batch size 1 computes the same products in the same order beside lanes that repeat its image
/// and add zeros. Zeros may differ in sign from it, which no weight that is not itself 0 can show.
/// </remarks>
internal sealed unsafe class RunLearner<TLane, TRule> : IGroupLearner, IGroupLayerProbe
    where TLane : struct, ILane<TLane>
    where TRule : struct, IRule<TLane>
{
    private readonly Arena arena;
    private readonly RunParameters<TLane, TRule> parameters;
    private readonly IRunRules<TLane, TRule> rules;
    private readonly SimdNetwork<TLane> network;
    private readonly OutputLoss<TLane> loss;
    private readonly SimdLearner<TLane> measuring;
    private readonly float[] weights;
    private readonly bool[] closed;
    private readonly long[] taken;
    private readonly int[] patterns;
    private readonly float[] rates;
    private readonly double[] losses;
    private readonly byte[] classes;

    /// <param name="network">What each run computes.</param>
    /// <param name="optimizers">[run], at most as many as there are lanes.</param>
    /// <param name="rules">How gradients become steps, each run's as its optimiser says.</param>
    /// <param name="arena">Where the memory comes from; freed with the learner.</param>
    public RunLearner(
        Network network, IReadOnlyList<OptimizerSpec> optimizers, IRunRules<TLane, TRule> rules, Arena arena)
    {
        Runs = optimizers.Count;
        this.rules = rules;
        this.arena = arena;
        parameters = new RunParameters<TLane, TRule>(network, arena);
        this.network = new SimdNetwork<TLane>(network, new RunLayers<TLane, TRule>(parameters, arena), 1, arena);
        loss = new OutputLoss<TLane>(this.network.Output, network, arena);
        weights = new float[network.VectorLength];
        closed = new bool[Runs];
        taken = new long[Runs];
        patterns = new int[Runs];
        rates = new float[Runs];
        losses = new double[Runs];
        classes = new byte[Runs];
        measuring = new SimdLearner<TLane>(network, optimizers[0], 1);
    }

    public int Runs { get; }

    public int Threads
    {
        get => measuring.Threads;
        set => measuring.Threads = value;
    }

    public void ReadParameters(int run, Span<float> values) => parameters.Read(RequireRun(run), values);

    public void WriteParameters(int run, ReadOnlySpan<float> values)
    {
        parameters.Write(RequireRun(run), values);
        Resume(run, 0);
    }

    public LearnerState ReadState(int run) => parameters.Read(RequireRun(run), taken[run]);

    public void WriteState(int run, LearnerState state)
    {
        state.RequireFit(measuring.Network, TRule.States);
        parameters.Write(RequireRun(run), state);
        Resume(run, state.Steps);
    }

    public void Close(int run)
    {
        // A lane without a run stands still at 0: what diverged would go on, slowly, through subnormal numbers and NaN.
        weights.AsSpan().Clear();
        WriteParameters(run, weights);
        closed[run] = true;
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
        int steps = order.Length / Runs;
        for (int step = 0; step < steps; step++)
        {
            for (int run = 0; run < Runs; run++)
            {
                int at = (run * steps) + step;
                (patterns[run], rates[run]) = (order[at], closed[run] ? 0 : learningRates[at]);
            }

            Step(images, results);
        }

        for (int run = 0; run < Runs; run++)
            taken[run] += steps;
    }

    public void EstimateCurvature(int run, ImageSet images, ReadOnlySpan<int> sample)
    {
        ReadParameters(run, weights);
        measuring.WriteParameters(weights);
        measuring.Curvatures(images, sample, weights);
        rules.Scale(run, weights);
        parameters.WriteFirstStates(run, weights);
    }

    public void Probe(
        int run, ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients,
        Span<ActivationSummary> activations)
    {
        ReadParameters(run, weights);
        measuring.WriteParameters(weights);
        measuring.Probe(images, selection, gradients, activations);
    }

    public void Evaluate(
        ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions, Span<PassResult> results)
    {
        bool fits = selection.Length % Runs == 0 && results.Length == Runs
            && (predictions.IsEmpty || predictions.Length == selection.Length);
        if (!fits)
        {
            throw new ArgumentException(
                $"{selection.Length} images, {predictions.Length} predictions and {results.Length} results for "
                + $"{Runs} runs.");
        }

        results.Clear();
        int count = selection.Length / Runs;
        for (int run = 0; run < Runs; run++)
        {
            if (closed[run])
                continue;
            ReadParameters(run, weights);
            measuring.WriteParameters(weights);
            results[run] = measuring.Evaluate(
                images, selection.Slice(run * count, count),
                predictions.IsEmpty ? predictions : predictions.Slice(run * count, count));
        }
    }

    public void Dispose()
    {
        measuring.Dispose();
        arena.Dispose();
    }

    private void Resume(int run, long steps)
    {
        rules.Resume(run, steps);
        taken[run] = steps;
    }

    /// <summary>One pattern of each run.</summary>
    private void Step(ImageSet images, Span<PassResult> results)
    {
        parameters.Rule = rules.Next(rates);
        network.BeginForward();
        network.Forward(images, patterns);
        loss.Measure(0, images, patterns, losses, classes);
        for (int run = 0; run < Runs; run++)
        {
            if (closed[run])
                continue;
            int errors = classes[run] == images.Labels[patterns[run]] ? 0 : 1;
            results[run] += new PassResult(1, losses[run], errors);
        }

        loss.Differentiate(0, images, patterns, 1);
        network.BeginBackward(null);
        network.Backward(Runs);
        network.EndBackward();
    }

    private int RequireRun(int run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(run);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(run, Runs);
        return run;
    }
}
