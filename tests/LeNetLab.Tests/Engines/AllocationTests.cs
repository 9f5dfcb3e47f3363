using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

/// <summary>A learner has all its memory before it starts: passes over images leave nothing to collect.</summary>
public sealed class AllocationTests
{
    private const int Images = 27, BatchSize = 10;

    private static readonly OptimizerSpec[] Optimizers =
    [
        new OptimizerSpec.Sgd(0.9, false, 1e-3), new OptimizerSpec.Sgd(0.9, true, 0),
        new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 1e-3), new OptimizerSpec.Sdlm(0.02, 8, 0),
    ];

    public static IEnumerable<TheoryDataRow<PoolingKind, int>> Cases =>
        from pooling in Enum.GetValues<PoolingKind>()
        from activation in Enumerable.Range(0, RandomNetworks.Activations.Length)
        let row = new TheoryDataRow<PoolingKind, int>(pooling, activation)
        select activation == (int)pooling ? row : row.WithTrait("speed", "hardware");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Neither_training_nor_evaluation_allocates(PoolingKind pooling, int activation)
    {
        Network network = SmallNetwork(pooling, RandomNetworks.Activations[activation]);
        OptimizerSpec optimizer = Optimizers[activation % Optimizers.Length];
        SeedStream random = SeedStream.Open(1, "allocation");
        ImageSet images = RandomNetworks.Images(random, network, Images);
        float[] parameters = RandomNetworks.Parameters(random, network);

        using ILearner chosen = new SimdEngine().CreateLearner(network, optimizer, BatchSize);
        using ILearner eight = new SimdLearner<Lane8>(network, optimizer, BatchSize);
        using ILearner sixteen = new SimdLearner<Lane16>(network, optimizer, BatchSize);
        foreach (ILearner learner in new[] { chosen, eight, sixteen })
        {
            learner.WriteParameters(parameters);
            Assert.Equal(0, AllocatedBytes(learner, images, optimizer is OptimizerSpec.Sdlm));
        }
    }

    [Theory]
    [InlineData(PoolingKind.Average, 0)]
    [InlineData(PoolingKind.Subsampling, 1)]
    [InlineData(PoolingKind.Max, 2)]
    public void Nor_does_training_a_group_of_runs(PoolingKind pooling, int optimizer)
    {
        Network network = SmallNetwork(pooling, new Activation.Tanh());
        ImageSet images = RandomNetworks.Images(SeedStream.Open(1, "allocation"), network, Images);
        using IGroupLearner group = new SimdEngine().CreateGroupLearner(
            [network, network, network], [Optimizers[optimizer], Optimizers[optimizer], Optimizers[optimizer]], 1);
        int[] order = [.. Enumerable.Range(0, Images)];
        var rates = new float[Images];
        var results = new PassResult[3];

        var predictions = new byte[Images];

        Assert.Equal(0, AllocatedBytes(() => group.Train(images, order, rates, results)));

        // A measured run's weights are copied block by block, which opens an enumerator over the blocks.
        Assert.InRange(AllocatedBytes(() => group.Evaluate(images, order, predictions, results)), 0, 300);
    }

    [Fact]
    public void The_count_sees_an_allocation()
    {
        Network network = SmallNetwork(PoolingKind.Average, new Activation.Tanh());
        ImageSet images = RandomNetworks.Images(SeedStream.Open(1, "allocation"), network, Images);
        using ILearner reference = new LeNetLab.Engines.Reference.ReferenceEngine()
            .CreateLearner(network, Optimizers[0], BatchSize);

        Assert.True(AllocatedBytes(reference, images) > 0);
    }

    private static long AllocatedBytes(ILearner learner, ImageSet images, bool curvature = false)
    {
        int[] order = [.. Enumerable.Range(0, Images)];
        float[] rates = [0.01f, 0.01f, 0.01f];
        var predictions = new byte[Images];
        return AllocatedBytes(() =>
        {
            if (curvature)
                learner.EstimateCurvature(images, order);
            learner.Train(images, order, rates);
            learner.Evaluate(images, order, predictions);
            learner.Evaluate(images, order, []);
        });
    }

    /// <summary>In the most frugal of three passes; the first loads code and types.</summary>
    private static long AllocatedBytes(Action pass)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            pass();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>One layer of every kind: a full and a partial convolution, pooling, dense layers.</summary>
    private static Network SmallNetwork(PoolingKind pooling, Activation activation) => Network.Create(
        new Shape(1, 12, 12),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 6)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Squashing("S2.squash", activation),
            new Layer.Convolution("C3", 2, ConnectionTable.Partial(6, 16)),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Pooling("S4", pooling),
            new Layer.Dense("F5", 20),
            new Layer.Squashing("F5.squash", activation),
            new Layer.SoftmaxOutput("output", 10),
        ]);
}
