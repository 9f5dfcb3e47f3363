using LeNetLab.Data;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Optimizers;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// One network in training on this engine. Threads share the parts of a batch, then the parameters to be stepped; what
/// is added to what, and in which order, is the same for any number of them.
/// </summary>
internal sealed unsafe class SimdLearner<TLane> : ILearner, ILayerProbe
    where TLane : struct, ILane<TLane>
{
    /// <summary>Parameters that are summed over parts and stepped at a time: few enough for the first-level cache.</summary>
    private const int ParametersAtATime = 1024;

    private readonly Arena arena = new();
    private readonly ParameterStore<TLane> parameters;
    private readonly IOptimizer optimizer;
    private CurvaturePass<TLane>? curvaturePass;
    private readonly List<SimdWorker<TLane>> workers = [];
    private readonly int batchSize;
    private readonly int grain;
    private readonly Action<int> differentiate;
    private readonly Action<int> step;
    private readonly Action<int> evaluate;
    private Crew crew = new(1);
    private Pass pass;
    private double[] losses;
    private int next;
    private int errors;
    private long steps;

    public SimdLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        Network = network;
        this.batchSize = batchSize;
        differentiate = Differentiate;
        step = Step;
        evaluate = Evaluate;
        losses = new double[batchSize];
        try
        {
            grain = BatchParts.GrainOf(network);
            int parts = Math.Min(BatchParts.Most, (batchSize + grain - 1) / grain);
            parameters = new ParameterStore<TLane>(network, parts, arena);
            workers.Add(new SimdWorker<TLane>(network, parameters, arena));
            this.optimizer = optimizer switch
            {
                OptimizerSpec.Sgd sgd => new Sgd<TLane>(sgd, parameters, arena),
                OptimizerSpec.Sdlm sdlm => new Sdlm<TLane>(sdlm, parameters, arena),
                OptimizerSpec.Adam adam => new Adam<TLane>(adam, parameters, arena),
                _ => throw new ArgumentException($"No kernel for the optimiser {optimizer.GetType().Name}."),
            };
            if (optimizer is OptimizerSpec.Sdlm)
                curvaturePass = new CurvaturePass<TLane>(network, arena);
        }
        catch
        {
            // Nobody gets hold of a learner that was not finished, so nobody else could free its memory.
            arena.Dispose();
            throw;
        }
    }

    public Network Network { get; }

    public int Threads
    {
        get => crew.Size;
        set
        {
            // More than there are parts would have nothing to do but wait for each other.
            int size = Math.Clamp(value, 1, Parts(batchSize).Count);
            if (size == crew.Size)
                return;
            while (workers.Count < size)
                workers.Add(new SimdWorker<TLane>(Network, parameters, arena));
            var successors = new Crew(size);
            crew.Dispose();
            crew = successors;
        }
    }

    public void ReadParameters(Span<float> values) => parameters.Read(parameters.Values, values);

    public void WriteParameters(ReadOnlySpan<float> values)
    {
        parameters.Write(values);
        optimizer.Reset();
        steps = 0;
    }

    public LearnerState ReadState()
    {
        int count = Network.VectorLength;
        var state = new LearnerState(new float[count], new float[optimizer.States * count], steps);
        ReadParameters(state.Parameters);
        for (int vector = 0; vector < optimizer.States; vector++)
            parameters.Read(optimizer.State(vector), state.Vector(vector));
        return state;
    }

    public void WriteState(LearnerState state)
    {
        state.RequireFit(Network, optimizer.States);
        parameters.Write(state.Parameters);
        for (int vector = 0; vector < optimizer.States; vector++)
            parameters.Write(optimizer.State(vector), state.Vector(vector));
        optimizer.Resume(state.Steps);
        steps = state.Steps;
    }

    public PassResult Train(ImageSet images, ReadOnlySpan<int> order, ReadOnlySpan<float> learningRates)
    {
        if (learningRates.Length != (order.Length + batchSize - 1) / batchSize)
            throw new ArgumentException($"{learningRates.Length} learning rates for {order.Length} images.");
        PassResult sum = default;
        for (int i = 0; i < learningRates.Length; i++)
        {
            int start = i * batchSize;
            ReadOnlySpan<int> batch = order.Slice(start, Math.Min(batchSize, order.Length - start));
            sum = Differentiate(sum, images, batch);
            optimizer.BeginStep(learningRates[i]);
            crew.Run(step);
        }

        steps += learningRates.Length;
        return sum;
    }

    public PassResult Evaluate(ImageSet images, ReadOnlySpan<int> selection, Span<byte> predictions)
    {
        if (!predictions.IsEmpty && predictions.Length != selection.Length)
            throw new ArgumentException($"Room for {predictions.Length} predictions, not {selection.Length}.");
        fixed (int* indices = selection)
        fixed (byte* classes = predictions)
            return Run(evaluate, default, new Pass(images, indices, selection.Length, classes));
    }

    public void Probabilities(ImageSet images, ReadOnlySpan<int> selection, Span<float> probabilities)
    {
        int classes = Network.Classes;
        if (probabilities.Length != selection.Length * classes)
            throw new ArgumentException($"Room for {probabilities.Length} numbers, not {selection.Length}×{classes}.");
        SimdWorker<TLane> worker = workers[0];
        worker.BeginEvaluation();
        for (int start = 0; start < selection.Length; start += SimdWorker<TLane>.Capacity)
        {
            ReadOnlySpan<int> some = selection[start..Math.Min(selection.Length, start + SimdWorker<TLane>.Capacity)];
            worker.Probabilities(images, some, probabilities.Slice(start * classes, some.Length * classes));
        }
    }

    public PassResult Gradients(ImageSet images, ReadOnlySpan<int> batch, Span<float> gradients)
    {
        if (batch.Length > batchSize)
            throw new ArgumentException($"A batch of {batch.Length} images in a learner for {batchSize}.");
        PassResult result = Differentiate(default, images, batch);
        parameters.AddParts(Parts(batch.Length).Count, 0, parameters.Length);
        parameters.Read(parameters.Gradients(0), gradients);
        return result;
    }

    public void Probe(
        ImageSet images, ReadOnlySpan<int> selection, Span<float> gradients, Span<ActivationSummary> activations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(selection.Length);
        if (losses.Length < selection.Length)
            losses = new double[selection.Length];
        float* sums = parameters.Gradients(0);
        workers[0].Probe(images, selection, sums, losses, activations);
        parameters.Read(sums, gradients);
    }

    public void Curvatures(ImageSet images, ReadOnlySpan<int> sample, Span<float> curvatures) =>
        parameters.Read(Curvatures(images, sample), curvatures);

    public void EstimateCurvature(ImageSet images, ReadOnlySpan<int> sample)
    {
        if (optimizer is not Sdlm<TLane> sdlm)
            throw new NotSupportedException($"The optimiser {optimizer.GetType().Name} takes no curvatures.");
        sdlm.Take(Curvatures(images, sample));
    }

    public void Dispose()
    {
        crew.Dispose();
        arena.Dispose();
    }

    /// <summary>In the layout of the parameter store.</summary>
    private float* Curvatures(ImageSet images, ReadOnlySpan<int> sample)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sample.Length);
        curvaturePass ??= new CurvaturePass<TLane>(Network, arena);
        return curvaturePass.Mean(parameters.Values, images, sample);
    }

    private PassResult Differentiate(PassResult before, ImageSet images, ReadOnlySpan<int> batch)
    {
        fixed (int* indices = batch)
            return Run(differentiate, before, new Pass(images, indices, batch.Length, null));
    }

    /// <summary>Has the crew go over some images, and adds their losses one by one, in order.</summary>
    private PassResult Run(Action<int> share, PassResult before, Pass over)
    {
        if (losses.Length < over.Length)
            losses = new double[over.Length];
        pass = over;
        next = errors = 0;
        crew.Run(share);
        double loss = before.LossSum;
        foreach (double one in losses.AsSpan(0, over.Length))
            loss += one;
        return new PassResult(before.Images + over.Length, loss, before.Errors + errors);
    }

    /// <summary>One thread's share of a batch: whichever parts nobody else has taken.</summary>
    private void Differentiate(int member)
    {
        BatchParts parts = Parts(pass.Length);
        for (int part; (part = Interlocked.Increment(ref next) - 1) < parts.Count;)
        {
            (int start, int length) = parts[part].GetOffsetAndLength(pass.Length);
            int found = workers[member].Differentiate(
                pass.Images, new ReadOnlySpan<int>(pass.Indices + start, length), pass.Length,
                parameters.Gradients(part), losses.AsSpan(start, length));
            Interlocked.Add(ref errors, found);
        }
    }

    /// <summary>One thread's share of the parameters.</summary>
    private void Step(int member)
    {
        int parts = Parts(pass.Length).Count;
        int share = ParameterStore<TLane>.RoundUp((parameters.Length + crew.Size - 1) / crew.Size);
        int end = Math.Min(parameters.Length, (member + 1) * share);
        for (int first = member * share; first < end; first += ParametersAtATime)
        {
            int count = Math.Min(ParametersAtATime, end - first);
            parameters.AddParts(parts, first, count);
            optimizer.Step(first, count);
        }
    }

    /// <summary>One thread's share of what is to be measured.</summary>
    private void Evaluate(int member)
    {
        SimdWorker<TLane> worker = workers[member];
        worker.BeginEvaluation();
        for (int start; (start = (Interlocked.Increment(ref next) - 1) * SimdWorker<TLane>.Capacity) < pass.Length;)
        {
            int length = Math.Min(SimdWorker<TLane>.Capacity, pass.Length - start);
            Span<byte> predictions = pass.Predictions is null ? [] : new Span<byte>(pass.Predictions + start, length);
            int found = worker.Evaluate(
                pass.Images, new ReadOnlySpan<int>(pass.Indices + start, length), losses.AsSpan(start, length),
                predictions);
            Interlocked.Add(ref errors, found);
        }
    }

    private BatchParts Parts(int images) => new(images, grain);

    /// <summary>The images that the crew is going over.</summary>
    private readonly struct Pass(ImageSet images, int* indices, int length, byte* predictions)
    {
        public ImageSet Images => images;

        public int* Indices => indices;

        public int Length => length;

        /// <summary>Receives the most probable classes, or is null.</summary>
        public byte* Predictions => predictions;
    }
}
