using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>How many threads share a batch must not show in a single bit.</summary>
public sealed class ThreadTests
{
    [Theory]
    [InlineData(20, 2, Traits = ["speed", "hardware"])]
    [InlineData(64, 2)]
    [InlineData(100, 3, Traits = ["speed", "hardware"])]
    [InlineData(300, 8, Traits = ["speed", "hardware"])]
    public void One_thread_and_several_give_the_same_bits(int batchSize, int threads)
    {
        SeedStream random = SeedStream.Open(batchSize, "threads");
        Network network = LeNet5.Build(new ModelSpec { Pooling = PoolingKind.Subsampling });
        ImageSet images = RandomNetworks.Images(random, network, 330);
        float[] parameters = RandomNetworks.Parameters(random, network);

        (PassResult, PassResult, string) alone = Trained([1], network, batchSize, images, parameters);
        (PassResult, PassResult, string) together = Trained([threads], network, batchSize, images, parameters);
        (PassResult, PassResult, string) changing = Trained(
            [1, threads, 2, threads], network, batchSize, images, parameters);

        Assert.Equal(alone, together);
        Assert.Equal(alone.Item3, Trained([threads, 1, threads], network, batchSize, images, parameters).Weights);
        Assert.Equal(alone.Item3, changing.Item3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void So_do_coarser_parts_of_a_network_of_many_parameters(bool sixteenLanes)
    {
        SeedStream random = SeedStream.Open(1, "coarse");
        var network = Network.Create(
            new Shape(1, 20, 20),
            [new Layer.Dense("F1", 660), new Layer.Squashing("F1.squash", new Activation.Relu()), new Layer.SoftmaxOutput("output", 10)]);
        ImageSet images = RandomNetworks.Images(random, network, 130);
        float[] parameters = RandomNetworks.Parameters(random, network);
        var adam = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 1e-4);
        ILearner Learner() => sixteenLanes
            ? new SimdLearner<Lane16>(network, adam, 130)
            : new SimdLearner<Lane8>(network, adam, 130);

        using ILearner alone = Learner(), together = Learner();

        Assert.True(network.VectorLength > 1 << 18);
        Assert.Equal(
            Trained([1], alone, 130, images, parameters), Trained([3], together, 130, images, parameters));
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(32, 8, 1)]
    [InlineData(64, 8, 2)]
    [InlineData(64, 1, 1)]
    [InlineData(1024, 99, 8)]
    public void A_learner_uses_no_more_threads_than_a_batch_has_parts(int batchSize, int allowed, int used)
    {
        using ILearner learner = new SimdEngine().CreateLearner(
            LeNet5.Build(new ModelSpec()), new OptimizerSpec.Sgd(0.9, false, 0), batchSize);

        learner.Threads = allowed;

        Assert.Equal(used, learner.Threads);
    }

    [Fact]
    public void Training_after_evaluations_one_of_which_failed_is_as_if_they_had_not_been()
    {
        SeedStream random = SeedStream.Open(2, "failed");
        Network network = LeNet5.Build(new ModelSpec());
        ImageSet images = RandomNetworks.Images(random, network, 64);
        float[] parameters = RandomNetworks.Parameters(random, network);
        using ILearner failed = new SimdEngine().CreateLearner(network, new OptimizerSpec.Sgd(0.9, false, 0), 64);

        failed.Evaluate(images, [0], []);
        Assert.Throws<ArgumentOutOfRangeException>(() => failed.Evaluate(images, [64], []));

        using ILearner fresh = new SimdEngine().CreateLearner(network, new OptimizerSpec.Sgd(0.9, false, 0), 64);
        Assert.Equal(Trained([1], fresh, 64, images, parameters), Trained([1], failed, 64, images, parameters));
    }

    [Fact]
    public void A_dismissed_crew_takes_no_work()
    {
        var crew = new Crew(2);
        crew.Dispose();
        crew.Dispose();

        Assert.Throws<ObjectDisposedException>(() => crew.Run(_ => { }));
    }

    [Fact]
    public void What_goes_wrong_in_a_helper_is_thrown_to_the_caller_and_the_crew_goes_on()
    {
        using var crew = new Crew(3);
        int done = 0;

        var failure = Assert.Throws<InvalidOperationException>(() => crew.Run(member =>
        {
            if (member == 2)
                throw new InvalidOperationException("member 2");
        }));
        crew.Run(_ => Interlocked.Increment(ref done));

        Assert.Equal("member 2", failure.Message);
        Assert.Equal(3, done);
    }

    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(32, 1, 32)]
    [InlineData(33, 2, 32)]
    [InlineData(256, 8, 32)]
    [InlineData(257, 5, 64)]
    [InlineData(4096, 8, 512)]
    public void A_batch_is_cut_into_at_most_eight_parts_that_cover_it(int images, int parts, int length)
    {
        var cut = new BatchParts(images, 32);

        Assert.Equal(parts, cut.Count);
        Assert.Equal(length, cut.Length);
        Assert.Equal(
            Enumerable.Range(0, images),
            Enumerable.Range(0, parts).SelectMany(part => Enumerable.Range(0, images).Take(cut[part])));
    }

    /// <param name="threads">Threads of each pass in turn, over again.</param>
    /// <param name="network">What to train.</param>
    /// <param name="batchSize">Images in a batch.</param>
    /// <param name="images">On what.</param>
    /// <param name="parameters">From where.</param>
    private static (PassResult Online, PassResult After, string Weights) Trained(
        int[] threads, Network network, int batchSize, ImageSet images, float[] parameters)
    {
        using ILearner learner = new SimdEngine().CreateLearner(
            network, new OptimizerSpec.Sgd(0.9, false, 1e-4), batchSize);
        return Trained(threads, learner, batchSize, images, parameters);
    }

    private static (PassResult Online, PassResult After, string Weights) Trained(
        int[] threads, ILearner learner, int batchSize, ImageSet images, float[] parameters)
    {
        learner.WriteParameters(parameters);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        PassResult online = default;
        for (int step = 0, start = 0; start < order.Length; step++, start += batchSize)
        {
            learner.Threads = threads[step % threads.Length];
            online += learner.Train(images, order.AsSpan(start, Math.Min(batchSize, order.Length - start)), [0.05f]);
        }

        PassResult after = learner.Evaluate(images, order, new byte[order.Length]);
        var weights = new float[learner.Network.VectorLength];
        learner.ReadParameters(weights);
        return (online, after, Convert.ToHexString(MemoryMarshal.AsBytes<float>(weights)));
    }
}
