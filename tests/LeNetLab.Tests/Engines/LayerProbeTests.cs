using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Runs;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

/// <summary>What learners show of their layers, against the reference on networks of random sizes.</summary>
public sealed class LayerProbeTests
{
    private static readonly OptimizerSpec Momentum = new OptimizerSpec.Sgd(0.9, false, 0);

    public static IEnumerable<TheoryDataRow<string>> EngineNames => RegisteredEngines.Rows;

    public static IEnumerable<TheoryDataRow<string, int>> EnginesAndCases =>
        RegisteredEngines.RowsOf(24, inSoftware: 6);

    [Theory]
    [MemberData(nameof(EnginesAndCases))]
    public void Gradients_and_activations_equal_the_reference_for_more_images_than_a_batch(string engine, int seed)
    {
        Look expected = Probe(new ReferenceEngine(), seed);
        if (Probe(RegisteredEngines.Engine(engine), seed) is not { Shown: true } actual)
            return;

        double scale = Math.Max(expected.Gradients.Max(Math.Abs), 1e-3);
        for (int i = 0; i < expected.Gradients.Length; i++)
            Assert.Equal(expected.Gradients[i], actual.Gradients[i], 1e-5 * scale);
        foreach ((ActivationSummary e, ActivationSummary a) in expected.Activations.Zip(actual.Activations))
        {
            Assert.Equal(e.Values, a.Values);
            Assert.Equal(e.Mean, a.Mean, 1e-5);
            Assert.Equal(e.StandardDeviation, a.StandardDeviation, 1e-5);

            // A value on the border may fall on either side of it.
            Assert.Equal(e.SaturatedFraction, a.SaturatedFraction, 2e-3);
            Assert.InRange(a.DeadUnits - e.DeadUnits, -1, 1);
        }
    }

    /// <summary>Or the test above would compare zeros with zeros.</summary>
    [Fact]
    public void The_cases_have_saturated_values_and_dead_units_among_them()
    {
        ActivationSummary[] all =
            [.. Enumerable.Range(0, 24).SelectMany(seed => Probe(new SimdEngine(), seed).Activations)];

        Assert.Contains(all, summary => summary.DeadUnits > 0);
        Assert.Contains(all, summary => summary is { SaturatedFraction: > 0.1 and < 0.9, DeadUnits: 0 });
        Assert.Contains(all, summary => summary.Saturated == 0);
    }

    [Theory]
    [MemberData(nameof(EngineNames))]
    public void The_next_steps_are_as_if_nobody_had_looked(string engine)
    {
        SeedStream random = SeedStream.Open(5, "looked at");
        Network network = RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 90);
        int[] order = [.. Enumerable.Range(0, 90)];
        float[] parameters = RandomNetworks.Parameters(random, network);
        var states = new List<LearnerState>();
        foreach (bool looks in new[] { false, true })
        {
            using ILearner learner = RegisteredEngines.Engine(engine).CreateLearner(network, Momentum, 16);
            learner.WriteParameters(parameters);
            for (int pass = 0; pass < 3; pass++)
            {
                learner.Train(images, order, [0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]);
                if (looks && learner is ILayerProbe probe)
                    probe.Probe(images, order.AsSpan(0, 71), new float[network.VectorLength], Room(network));
            }

            states.Add(learner.ReadState());
        }

        Assert.Equal(states[0].Parameters, states[1].Parameters);
        Assert.Equal(states[0].Optimizer, states[1].Optimizer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Eight_lanes_sixteen_and_a_run_of_a_group_show_the_same_bits(int seed)
    {
        SeedStream random = SeedStream.Open(seed, "widths");
        Network network = RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 75);
        int[] selection = [.. Enumerable.Range(0, 75)];
        float[] parameters = RandomNetworks.Parameters(random, network);
        using var eight = new SimdLearner<Lane8>(network, Momentum, 16);
        using var sixteen = new SimdLearner<Lane16>(network, Momentum, 16);
        using IGroupLearner group = RunGroup<Lane8>.Create(network, [Momentum, Momentum, Momentum]);
        eight.WriteParameters(parameters);
        sixteen.WriteParameters(parameters);
        group.WriteParameters(2, parameters);
        ActivationSummary[][] shown = [.. Enumerable.Range(0, 3).Select(_ => Room(network))];
        float[][] gradients = [.. shown.Select(_ => new float[network.VectorLength])];

        eight.Probe(images, selection, gradients[0], shown[0]);
        sixteen.Probe(images, selection, gradients[1], shown[1]);
        ((IGroupLayerProbe)group).Probe(2, images, selection, gradients[2], shown[2]);

        Assert.Equal(shown[0], shown[1]);
        Assert.Equal(shown[0], shown[2]);
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
    }

    [Fact]
    public void Values_that_hardly_differ_keep_their_deviation()
    {
        // All weights nearly 0: sigmoids all but one half.
        Network network = LeNet5.Build(new ModelSpec { Activation = new Activation.Sigmoid() });
        SeedStream random = SeedStream.Open(6, "faint");
        ImageSet images = RandomNetworks.Images(random, network, 40);
        float[] parameters = [.. RandomNetworks.Parameters(random, network).Select(value => 1e-4f * value)];
        ActivationSummary[] truth = Shown(new ReferenceEngine()), simd = Shown(new SimdEngine());

        Assert.True(truth[^1].StandardDeviation < 1e-4);
        Assert.All(truth.Zip(simd), pair => Assert.Equal(
            1, pair.Second.StandardDeviation / pair.First.StandardDeviation, 2e-2));

        ActivationSummary[] Shown(IEngine engine)
        {
            using ILearner learner = engine.CreateLearner(network, Momentum, 8);
            learner.WriteParameters(parameters);
            ActivationSummary[] activations = Room(network);
            ((ILayerProbe)learner).Probe(
                images, [.. Enumerable.Range(0, 40)], new float[network.VectorLength], activations);
            return activations;
        }
    }

    [Fact]
    public void Wrong_lengths_and_no_images_are_refused()
    {
        Network network = LeNet5.Build(new ModelSpec());
        ImageSet images = RandomNetworks.Images(SeedStream.Open(1, "refused"), network, 3);
        Assert.All<IEngine>([new ReferenceEngine(), new SimdEngine()], engine =>
        {
            using ILearner learner = engine.CreateLearner(network, Momentum, 4);
            var probe = (ILayerProbe)learner;
            float[] gradients = new float[network.VectorLength];
            Assert.ThrowsAny<ArgumentException>(() => probe.Probe(images, [], gradients, Room(network)));
            Assert.ThrowsAny<ArgumentException>(() => probe.Probe(images, [0], new float[3], Room(network)));
            Assert.ThrowsAny<ArgumentException>(() => probe.Probe(images, [0], gradients, Room(network).AsSpan(1)));
        });
    }

    private static Look Probe(IEngine engine, int seed)
    {
        SeedStream random = SeedStream.Open(seed, "probe");
        Network network = RandomNetworks.Network(random);
        ImageSet images = RandomNetworks.Images(random, network, 1 + random.NextInt32(150));
        float[] parameters = [.. RandomNetworks.Parameters(random, network).Select(value => 2 * value)];
        using ILearner learner = engine.CreateLearner(network, Momentum, 8);
        learner.WriteParameters(parameters);
        var gradients = new float[network.VectorLength];
        ActivationSummary[] activations = Room(network);
        if (learner is not ILayerProbe probe)
            return new Look(false, gradients, activations);
        probe.Probe(images, [.. Enumerable.Range(0, images.Count)], gradients, activations);
        return new Look(true, gradients, activations);
    }

    private static ActivationSummary[] Room(Network network) =>
        new ActivationSummary[network.Stages.Count(stage => stage.Layer is Layer.Squashing)];

    private sealed record Look(bool Shown, float[] Gradients, ActivationSummary[] Activations);
}
