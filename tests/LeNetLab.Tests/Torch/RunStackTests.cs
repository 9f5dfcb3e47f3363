using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;
using LeNetLab.Torch;

namespace LeNetLab.Tests.Torch;

/// <summary>A run in a stack must come out as it does alone, but for rounding.</summary>
[Trait("engine", "torch")]
public sealed class RunStackTests
{
    private const int Images = 60, BatchSize = 8;

    public static TheoryData<PoolingKind, int> Cases() =>
        [.. from pooling in Enum.GetValues<PoolingKind>()
            from activation in Enumerable.Range(0, RandomNetworks.Activations.Length)
            select (pooling, activation)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_run_of_a_stack_ends_as_it_does_alone(PoolingKind pooling, int activation)
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        Func<int, OptimizerSpec> optimizer = (activation % 3) switch
        {
            0 => run => new OptimizerSpec.Sgd(0.1 * run, false, run == 1 ? 0 : 1e-3),
            1 => run => new OptimizerSpec.Sgd(0.5 + (0.1 * run), true, 0),
            // With the usual ε of 1e-8 a gradient that is nothing but rounding would make a step as large as any.
            _ => run => new OptimizerSpec.Adam(0.9 - (0.1 * run), 0.999 - (0.01 * run), 1e-3 * (1 + run), 1e-3 * run),
        };
        Member[] members = Members(4, pooling, RandomNetworks.Activations[activation], optimizer);

        AssertAsAlone(engine, members);
    }

    [Fact]
    public void Runs_may_differ_in_slope_and_connections()
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        Member[] members =
        [
            .. Enumerable.Range(0, 5).Select(run => NewMember(
                run, Small(PoolingKind.Average, new Activation.LeakyRelu(0.05 * run), run % 2 == 0),
                new OptimizerSpec.Sgd(0.9, false, 0))),
        ];

        AssertAsAlone(engine, members);
    }

    [Fact]
    public void A_run_that_diverges_or_is_closed_leaves_the_others_as_they_are()
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        Member[] members = Members(
            4, PoolingKind.Max, new Activation.Relu(), _ => new OptimizerSpec.Sgd(0.9, false, 0));
        members[1] = members[1] with { Rates = [.. members[1].Rates.Select(_ => 1e30f)] };
        using IGroupLearner stack = Stack(engine, members);

        PassResult[] first = Train(stack, members);
        stack.Close(1);
        stack.Close(3);
        PassResult[] second = Train(stack, members);
        var measured = new PassResult[4];
        stack.Evaluate(Digits, Orders(members), [], measured);

        Assert.False(double.IsFinite(first[1].LossSum));
        foreach (int closed in new[] { 1, 3 })
        {
            Assert.Equal(default, second[closed]);
            Assert.Equal(default, measured[closed]);
        }

        foreach (int open in new[] { 0, 2 })
        {
            using ILearner alone = Alone(engine, members[open]);
            AssertClose(alone.Train(Digits, members[open].Order, members[open].Rates), first[open]);
            AssertClose(alone.Train(Digits, members[open].Order, members[open].Rates), second[open]);
            AssertClose(alone.Evaluate(Digits, members[open].Order, []), measured[open]);
        }
    }

    [Fact]
    public void Predictions_are_each_runs_own_whether_the_images_are_shared_or_not()
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        Member[] members = Members(
            3, PoolingKind.Average, new Activation.Tanh(), _ => new OptimizerSpec.Sgd(0.9, false, 0));
        using IGroupLearner stack = Stack(engine, members);
        int[] same = [.. Enumerable.Range(0, 50)];
        foreach (int[][] selections in new[] { [same, same, same], members.Select(member => member.Order).ToArray() })
        {
            int count = selections[0].Length;
            var predictions = new byte[3 * count];
            var results = new PassResult[3];
            stack.Evaluate(Digits, selections.SelectMany(order => order).ToArray(), predictions, results);
            for (int run = 0; run < 3; run++)
            {
                using ILearner alone = Alone(engine, members[run]);
                var expected = new byte[count];
                AssertClose(alone.Evaluate(Digits, selections[run], expected), results[run]);
                Assert.Equal(expected, predictions[(run * count)..((run + 1) * count)]);
            }
        }
    }

    [Fact]
    public void Runs_that_cannot_be_one_network_are_refused()
    {
        using TorchEngine engine = RegisteredEngines.TorchOnCpu();
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.9, false, 0), nesterov = new OptimizerSpec.Sgd(0.9, true, 0);
        Network tanh = Small(PoolingKind.Average, new Activation.Tanh(), false);
        Network relu = Small(PoolingKind.Average, new Activation.Relu(), false);
        Network max = Small(PoolingKind.Max, new Activation.Tanh(), false);

        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([tanh, relu], [sgd, sgd], 4));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([tanh, max], [sgd, sgd], 4));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([tanh, tanh], [sgd, nesterov], 4));
        Assert.Throws<ArgumentException>(() => engine.CreateGroupLearner([tanh], [sgd, sgd], 4));
    }

    private static readonly ImageSet Digits = RandomNetworks.Images(
        SeedStream.Open(1, "digits"), Small(PoolingKind.Average, new Activation.Tanh(), false), Images);

    private static void AssertAsAlone(TorchEngine engine, Member[] members)
    {
        using IGroupLearner stack = Stack(engine, members);
        PassResult[] results = Train(stack, members);
        for (int run = 0; run < members.Length; run++)
        {
            Member member = members[run];
            using ILearner alone = Alone(engine, member);
            AssertClose(alone.Train(Digits, member.Order, member.Rates), results[run]);
            var expected = new float[member.Network.VectorLength];
            var actual = new float[expected.Length];
            alone.ReadParameters(expected);
            stack.ReadParameters(run, actual);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 2e-5f);
        }
    }

    private static void AssertClose(PassResult expected, PassResult actual)
    {
        Assert.Equal(expected.Images, actual.Images);
        Assert.Equal(expected.Errors, actual.Errors);
        Assert.Equal(expected.MeanLoss, actual.MeanLoss, 1e-5);
    }

    private static Member[] Members(
        int runs, PoolingKind pooling, Activation activation, Func<int, OptimizerSpec> optimizer) =>
        [.. Enumerable.Range(0, runs).Select(run => NewMember(run, Small(pooling, activation, true), optimizer(run)))];

    private static Member NewMember(int run, Network network, OptimizerSpec optimizer)
    {
        SeedStream random = SeedStream.Open(run, "member");
        int[] order = [.. Enumerable.Range(0, Images)];
        random.Shuffle<int>(order);
        int steps = (Images + BatchSize - 1) / BatchSize;
        float scale = optimizer is OptimizerSpec.Adam ? 0.002f : 0.02f;
        return new Member(
            network, optimizer, RandomNetworks.Parameters(random, network), order,
            [.. Enumerable.Range(0, steps).Select(step => scale * (1 + run) / (1 + step))]);
    }

    private static IGroupLearner Stack(TorchEngine engine, Member[] members)
    {
        IGroupLearner stack = engine.CreateGroupLearner(
            [.. members.Select(member => member.Network)], [.. members.Select(member => member.Optimizer)], BatchSize);
        for (int run = 0; run < members.Length; run++)
            stack.WriteParameters(run, members[run].Parameters);
        return stack;
    }

    private static ILearner Alone(TorchEngine engine, Member member)
    {
        ILearner learner = engine.CreateLearner(member.Network, member.Optimizer, BatchSize);
        learner.WriteParameters(member.Parameters);
        return learner;
    }

    private static PassResult[] Train(IGroupLearner stack, Member[] members)
    {
        var results = new PassResult[members.Length];
        stack.Train(Digits, Orders(members), members.SelectMany(member => member.Rates).ToArray(), results);
        return results;
    }

    private static int[] Orders(Member[] members) => [.. members.SelectMany(member => member.Order)];

    /// <summary>One layer of every kind.</summary>
    private static Network Small(PoolingKind pooling, Activation activation, bool isPartial) => Network.Create(
        new Shape(1, 12, 12),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 6)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Squashing("S2.squash", activation),
            new Layer.Convolution("C3", 2, isPartial ? ConnectionTable.Partial(6, 16) : ConnectionTable.Full(6, 16)),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Pooling("S4", pooling),
            new Layer.Dense("F5", 20),
            new Layer.Squashing("F5.squash", activation),
            new Layer.SoftmaxOutput("output", 10),
        ]);

    private sealed record Member(
        Network Network, OptimizerSpec Optimizer, float[] Parameters, int[] Order, float[] Rates);
}
