using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Runs;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines.Simd.Runs;

/// <summary>A run in a group must not differ in a single bit from the same run alone.</summary>
public sealed class RunLearnerTests
{
    private const int Steps = 12;
    private static readonly ImageSet Digits = RandomNetworks.Images(
        SeedStream.Open(1, "digits"), LeNet5.Build(new ModelSpec()), 60);

    // Without vector registers every seventh: each of the values is still among them.
    public static TheoryData<Activation, PoolingKind, C3Connections, bool> Models()
    {
        (Activation, PoolingKind, C3Connections, bool)[] all =
            [.. from activation in RandomNetworks.Activations
                from pooling in Enum.GetValues<PoolingKind>()
                from c3 in Enum.GetValues<C3Connections>()
                from adam in new[] { false, true }
                select (activation, pooling, c3, adam)];
        return [.. all.Where((_, index) => Vector128.IsHardwareAccelerated || index % 7 == 0)];
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_run_of_a_group_ends_as_it_does_alone(
        Activation activation, PoolingKind pooling, C3Connections c3, bool adam)
    {
        Network network = Small(activation, pooling, c3);
        ImageSet images = RandomNetworks.Images(SeedStream.Open(1, "small"), network, 60);
        Member[] members = Members(network, images, 8, adam ? AdamOf : SgdOf);

        AssertAsAlone(RunGroup<Lane8>.Create(network, Optimizers(members)), network, images, members);
        AssertAsAlone(RunGroup<Lane16>.Create(network, Optimizers(members)), network, images, members);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 8)]
    [InlineData(4, 5)]
    [InlineData(5, 8)]
    [InlineData(6, 7)]
    [InlineData(7, 2)]
    [InlineData(8, 8)]
    [InlineData(15, 8)]
    [InlineData(31, 5)]
    [InlineData(55, 3)]
    public void So_it_is_on_any_network_in_groups_of_any_size_and_in_both_widths(int seed, int runs)
    {
        SeedStream random = SeedStream.Open(seed, "runs");
        Network network = seed > 8 ? RandomNetworks.Network(seed, random) : RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 50);
        Func<int, OptimizerSpec>[] optimizers = [AdamOf, SgdOf, NesterovOf, SdlmOf];
        Member[] members = Members(network, images, runs, optimizers[seed % 4]);

        AssertAsAlone(RunGroup<Lane8>.Create(network, Optimizers(members)), network, images, members);
        AssertAsAlone(RunGroup<Lane16>.Create(network, Optimizers(members)), network, images, members);
    }

    [Fact]
    public void The_network_of_1998_is_trained_in_lanes_as_alone()
    {
        Network network = LeNet5.Build(new ModelSpec
        {
            Preset = Preset.LeNet5Of1998,
            Activation = new Activation.ScaledTanh(),
            C3 = C3Connections.Partial,
            Pooling = PoolingKind.Subsampling,
            Output = OutputKind.Rbf,
            Loss = new Loss.Map(0.1),
        });
        Member[] members = Members(network, Digits, 2, SdlmOf);

        AssertAsAlone(RunGroup<Lane8>.Create(network, Optimizers(members)), network, Digits, members);
    }

    [Fact]
    public void A_group_that_asks_for_no_curvatures_is_given_none()
    {
        Network network = LeNet5.Build(new ModelSpec());
        using IGroupLearner group = RunGroup<Lane8>.Create(network, [SgdOf(1)]);

        Assert.Throws<NotSupportedException>(() => group.EstimateCurvature(0, Digits, [1]));
    }

    [Fact]
    [Trait("speed", "hardware")]
    public void Sixteen_lanes_hold_sixteen_runs()
    {
        Network network = LeNet5.Build(new ModelSpec { Pooling = PoolingKind.Subsampling });
        Member[] members = Members(network, Digits, 16, SgdOf);

        AssertAsAlone(RunGroup<Lane16>.Create(network, Optimizers(members)), network, Digits, members);
    }

    [Fact]
    public void A_run_that_diverges_leaves_the_others_as_they_are()
    {
        Network network = LeNet5.Build(new ModelSpec { Activation = new Activation.Relu() });
        Member[] members = Members(network, Digits, 4, SgdOf);
        members[1] = members[1] with { Rates = [.. members[1].Rates.Select(_ => 1e6f)] };
        using IGroupLearner group = RunGroup<Lane8>.Create(network, Optimizers(members));

        PassResult[] results = Train(group, Digits, members);

        Assert.False(double.IsFinite(results[1].LossSum));
        foreach (int run in new[] { 0, 2, 3 })
            Assert.Equal(Alone(network, Digits, members[run]), (results[run], Weights(group, run, network)));
    }

    [Fact]
    public void A_run_can_begin_anew_in_its_lane()
    {
        Network network = LeNet5.Build(new ModelSpec());
        Member[] members = Members(network, Digits, 3, AdamOf);
        using IGroupLearner group = RunGroup<Lane8>.Create(network, Optimizers(members));
        Train(group, Digits, members);

        PassResult[] results = Train(group, Digits, members);

        Assert.Equal(Alone(network, Digits, members[2]), (results[2], Weights(group, 2, network)));
    }

    [Fact]
    public void A_closed_run_counts_for_nothing_and_leaves_the_others_as_they_are()
    {
        Network network = LeNet5.Build(new ModelSpec());
        Member[] members = Members(network, Digits, 4, AdamOf);
        using IGroupLearner group = RunGroup<Lane8>.Create(network, Optimizers(members));

        PassResult[] results = Train(group, Digits, members, closed: 1);
        var measured = new PassResult[4];
        group.Evaluate(Digits, [.. members.SelectMany(member => member.Order)], [], measured);

        Assert.Equal(default, results[1]);
        Assert.Equal(default, measured[1]);
        foreach (int run in new[] { 0, 2, 3 })
            Assert.Equal(Alone(network, Digits, members[run]), (results[run], Weights(group, run, network)));
    }

    [Fact]
    public void Every_run_of_a_group_is_measured_as_it_is_alone()
    {
        Network network = LeNet5.Build(new ModelSpec());
        Member[] members = Members(network, Digits, 3, SgdOf);
        using IGroupLearner group = RunGroup<Lane8>.Create(network, Optimizers(members));
        Train(group, Digits, members);
        var together = new PassResult[3];
        var predictions = new byte[3 * Steps];
        group.Evaluate(Digits, [.. members.SelectMany(member => member.Order)], predictions, together);

        for (int run = 0; run < 3; run++)
        {
            using ILearner learner = new SimdEngine().CreateLearner(network, members[run].Optimizer, 1);
            learner.WriteParameters(members[run].Parameters);
            learner.Train(Digits, members[run].Order, members[run].Rates);
            var alone = new byte[Steps];
            Assert.Equal(learner.Evaluate(Digits, members[run].Order, alone), together[run]);
            Assert.Equal(alone, predictions[(run * Steps)..((run + 1) * Steps)]);
        }
    }

    [Fact]
    public void The_engine_puts_runs_of_one_network_at_batch_size_1_in_its_lanes()
    {
        var engine = new SimdEngine();
        Network network = LeNet5.Build(new ModelSpec()), other = LeNet5.Build(new ModelSpec());

        Assert.Throws<ArgumentException>(
            () => engine.CreateGroupLearner([network, network], [SgdOf(1), SgdOf(2)], 2));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([network, other], [SgdOf(1), SgdOf(2)], 1));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([network, network], [SgdOf(1)], 1));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([], [], 1));
        using IGroupLearner group = engine.CreateGroupLearner([network, network], [SgdOf(1), SgdOf(2)], 1);
        Assert.Equal(2, group.Runs);
    }

    [Fact]
    public void A_group_of_what_cannot_share_lanes_is_refused()
    {
        Network network = LeNet5.Build(new ModelSpec());

        Assert.Throws<ArgumentException>(() => RunGroup<Lane8>.Create(network, []));
        Assert.Throws<ArgumentException>(() => RunGroup<Lane8>.Create(
            network, [.. Enumerable.Range(0, 9).Select(SgdOf)]));
        Assert.Throws<ArgumentException>(() => RunGroup<Lane8>.Create(network, [SgdOf(1), AdamOf(2)]));
        Assert.Throws<ArgumentException>(() => RunGroup<Lane8>.Create(network, [SgdOf(1), NesterovOf(1)]));
        Assert.Throws<ArgumentException>(() => RunGroup<Lane8>.Create(network, [SdlmOf(1), SgdOf(1)]));
    }

    /// <summary>The layers of LeNet-5 on fewer pixels: quick enough for a machine without vector registers.</summary>
    private static Network Small(Activation activation, PoolingKind pooling, C3Connections c3) => Network.Create(
        new Shape(1, 12, 12),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 6)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Squashing("S2.squash", activation),
            new Layer.Convolution(
                "C3", 2, c3 == C3Connections.Full ? ConnectionTable.Full(6, 16) : ConnectionTable.Partial(6, 16)),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Pooling("S4", pooling),
            new Layer.Dense("C5", 20),
            new Layer.Squashing("C5.squash", activation),
            new Layer.SoftmaxOutput("output", 10),
        ]);

    private static OptimizerSpec SgdOf(int run) => new OptimizerSpec.Sgd(0.1 * (run % 10), false, run % 3 * 1e-4);

    private static OptimizerSpec.Sgd NesterovOf(int run) => new(0.1 * run, true, run % 2 * 1e-3);

    private static OptimizerSpec.Sdlm SdlmOf(int run) => new(0.02 * (run + 1), 10, run % 2 * 1e-3);

    private static OptimizerSpec AdamOf(int run) =>
        new OptimizerSpec.Adam(0.9 - (0.01 * run), 0.999 - (0.001 * run), 1e-8 * (run + 1), run % 3 * 1e-4);

    private static OptimizerSpec[] Optimizers(Member[] members) => [.. members.Select(member => member.Optimizer)];

    private static Member[] Members(Network network, ImageSet images, int runs, Func<int, OptimizerSpec> optimizer) =>
    [
        .. Enumerable.Range(0, runs).Select(run =>
        {
            SeedStream random = SeedStream.Open(run, "member");
            float rate = optimizer(run) is OptimizerSpec.Adam ? 0.001f : 0.01f;
            return new Member(
                optimizer(run), RandomNetworks.Parameters(random, network),
                [.. Enumerable.Range(0, Steps).Select(_ => random.NextInt32(images.Count))],
                [.. Enumerable.Range(0, Steps).Select(step => rate * (run + 1) / (step + 1))]);
        }),
    ];

    private static void AssertAsAlone(IGroupLearner group, Network network, ImageSet images, Member[] members)
    {
        using (group)
        {
            PassResult[] results = Train(group, images, members);
            for (int run = 0; run < members.Length; run++)
            {
                Assert.True(double.IsFinite(results[run].LossSum));
                Assert.Equal(Alone(network, images, members[run]), (results[run], Weights(group, run, network)));
            }
        }
    }

    private static PassResult[] Train(IGroupLearner group, ImageSet images, Member[] members, int? closed = null)
    {
        for (int run = 0; run < members.Length; run++)
        {
            group.WriteParameters(run, members[run].Parameters);
            if (members[run].Optimizer is OptimizerSpec.Sdlm)
                group.EstimateCurvature(run, images, members[run].Order);
        }

        if (closed is { } ended)
            group.Close(ended);
        var results = new PassResult[members.Length];
        group.Train(
            images,
            [.. members.SelectMany(member => member.Order)], [.. members.SelectMany(member => member.Rates)], results);
        return results;
    }

    private static (PassResult Online, string Weights) Alone(Network network, ImageSet images, Member member)
    {
        using ILearner learner = new SimdEngine().CreateLearner(network, member.Optimizer, 1);
        learner.WriteParameters(member.Parameters);
        if (member.Optimizer is OptimizerSpec.Sdlm)
            learner.EstimateCurvature(images, member.Order);
        PassResult online = learner.Train(images, member.Order, member.Rates);
        var weights = new float[network.VectorLength];
        learner.ReadParameters(weights);
        return (online, Hex(weights));
    }

    private static string Weights(IGroupLearner group, int run, Network network)
    {
        var weights = new float[network.VectorLength];
        group.ReadParameters(run, weights);
        return Hex(weights);
    }

    private static string Hex(float[] weights) => Convert.ToHexString(MemoryMarshal.AsBytes<float>(weights));

    /// <summary>One run: where it begins, its images and rates step by step.</summary>
    private sealed record Member(OptimizerSpec Optimizer, float[] Parameters, int[] Order, float[] Rates);
}
