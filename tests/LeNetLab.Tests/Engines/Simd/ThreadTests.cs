using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines.Simd;

/// <summary>How many threads share a batch must not show in a single bit.</summary>
public sealed class ThreadTests
{
    [Theory]
    [InlineData(20, 2)]
    [InlineData(64, 2)]
    [InlineData(100, 3)]
    [InlineData(300, 8)]
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
        learner.WriteParameters(parameters);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        PassResult online = default;
        for (int step = 0, start = 0; start < order.Length; step++, start += batchSize)
        {
            learner.Threads = threads[step % threads.Length];
            online += learner.Train(images, order.AsSpan(start, Math.Min(batchSize, order.Length - start)), [0.05f]);
        }

        PassResult after = learner.Evaluate(images, order, new byte[order.Length]);
        var weights = new float[network.VectorLength];
        learner.ReadParameters(weights);
        return (online, after, Convert.ToHexString(MemoryMarshal.AsBytes<float>(weights)));
    }
}
