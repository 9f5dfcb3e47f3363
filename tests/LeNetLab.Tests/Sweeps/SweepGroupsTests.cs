using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepGroupsTests
{
    private static readonly TrainingSpec ByPattern = new() { Epochs = 2, BatchSize = 1 };
    private static readonly EngineIdentity Engine = new("fake", 1, "cpu", 256);

    [Theory]
    [InlineData(1, 2, 8, "1")]
    [InlineData(2, 2, 8, "1 1")]
    [InlineData(2, 1, 8, "2")]
    [InlineData(4, 4, 8, "1 1 1 1")]
    [InlineData(8, 1, 8, "8")]
    [InlineData(8, 2, 8, "4 4")]
    [InlineData(16, 2, 8, "8 8")]
    [InlineData(16, 1, 16, "16")]
    [InlineData(17, 1, 8, "5 6 6")]
    [InlineData(3, 1, 1, "1 1 1")]
    public void Groups_are_as_large_as_leaves_no_worker_idle(int runs, int workers, int capacity, string sizes) =>
        Assert.Equal(
            sizes, string.Join(' ', Groups(Seeds(runs, ByPattern), workers, capacity).Select(group => group.Count)));

    [Theory]
    [InlineData(2, 8, 2, "8 8")]
    [InlineData(2, 4, 2, "4 4")]
    [InlineData(4, 8, 2, "8 8 8 8")]
    [InlineData(5, 8, 2, "4 4 8 8 8 8")]
    [InlineData(5, 8, 5, "8 8 8 8 8")]
    [InlineData(2, 8, 4, "4 4 4 4")]
    [InlineData(2, 2, 4, "1 1 1 1")]
    public void Several_kinds_of_runs_are_cut_with_regard_to_each_other(
        int kinds, int seeds, int workers, string sizes)
    {
        RunSpec[] runs = [.. Enumerable.Range(1, seeds).SelectMany(
            seed => Enumerable.Range(1, kinds).Select(kind => Samples.Run($"kind{kind}", seed, ByPattern) with
            {
                Model = new ModelSpec { F6 = 80 + kind },
            }))];

        IReadOnlyList<IReadOnlyList<SweepItem>> groups = Groups(runs, workers, 8);

        Assert.Equal(sizes, string.Join(' ', groups.Select(group => group.Count).Order()));
        Assert.All(groups, group => Assert.Single(group.Select(item => item.Run.Spec.Model).Distinct()));
    }

    [Fact]
    public void What_else_there_is_to_do_leaves_a_worker_less_for_groups()
    {
        RunSpec large = Samples.Run("large", training: new TrainingSpec { Epochs = 40, BatchSize = 64 });

        IReadOnlyList<IReadOnlyList<SweepItem>> groups = Groups([large, .. Seeds(8, ByPattern)], 2, 8);

        Assert.Equal([1, 8], groups.Select(group => group.Count));
    }

    [Fact]
    public void Larger_batches_are_trained_alone_and_every_run_is_in_one_group()
    {
        RunSpec[] runs = [.. Seeds(20, ByPattern).SelectMany(run => new[] { run, Samples.Run("b", run.Seed) })];

        IReadOnlyList<IReadOnlyList<SweepItem>> groups = Groups(runs, 1, 8);

        Assert.All(groups.Where(group => group.Count > 1), group => Assert.All(
            group, item => Assert.Equal("plain", item.Run.Spec.Variant)));
        Assert.Equal([6, 7, 7], groups.Where(group => group.Count > 1).Select(group => group.Count).Order());
        Assert.Equal(
            runs.Select(run => (run.Variant, run.Seed)).Order(),
            groups.SelectMany(group => group).Select(item => (item.Run.Spec.Variant, item.Run.Spec.Seed)).Order());
    }

    [Fact]
    public void The_first_runs_of_a_sweep_are_in_its_first_groups()
    {
        IReadOnlyList<IReadOnlyList<SweepItem>> groups = Groups(Seeds(24, ByPattern), 1, 8);

        Assert.Equal(Enumerable.Range(1, 24).Select(seed => (long)seed), groups.SelectMany(group => group)
            .Select(item => item.Run.Spec.Seed));
    }

    public static TheoryData<string, TrainingSpec, bool> Differences() => new()
    {
        { "rate", ByPattern with { LearningRate = 0.01 }, true },
        { "schedule", ByPattern with { Schedule = new ScheduleSpec.Constant(), WarmupEpochs = 0.5 }, true },
        { "momentum", ByPattern with { Optimizer = new OptimizerSpec.Sgd(0.5, false, 1e-4) }, true },
        { "initialisation", ByPattern with { Initialisation = InitialisationKind.Paper1998 }, true },
        { "nesterov", ByPattern with { Optimizer = new OptimizerSpec.Sgd(0.9, true, 0) }, false },
        { "adam", ByPattern with { Optimizer = new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0) }, false },
        { "epochs", ByPattern with { Epochs = 3 }, false },
        { "images", ByPattern with { TrainImages = 50 }, false },
        { "validation", ByPattern with { ValidationImages = 10 }, false },
        { "batch", ByPattern with { BatchSize = 2 }, false },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Runs_may_differ_in_numbers_but_not_in_what_is_computed(string name, TrainingSpec other, bool together)
    {
        RunSpec[] runs = [Samples.Run("plain", training: ByPattern), Samples.Run(name, training: other)];

        Assert.Equal(together ? 1 : 2, Groups(runs, 1, 8).Count);
    }

    [Fact]
    public void Runs_of_two_networks_do_not_share_lanes()
    {
        RunSpec plain = Samples.Run(training: ByPattern);
        RunSpec other = Samples.Run("max", training: ByPattern) with
        {
            Model = new ModelSpec { Pooling = PoolingKind.Max },
        };

        Assert.Equal(2, Groups([plain, other], 1, 8).Count);
    }

    private static RunSpec[] Seeds(int runs, TrainingSpec training) =>
        [.. Enumerable.Range(1, runs).Select(seed => Samples.Run(seed: seed, training: training))];

    private static IReadOnlyList<IReadOnlyList<SweepItem>> Groups(RunSpec[] runs, int workers, int capacity)
    {
        RunSpec[] distinct =
        [
            .. runs.Select(run => run with
            {
                Settings = [new Setting("test.variant", run.Variant)],
            }),
        ];
        IReadOnlyList<SweepItem> items = SweepPlan.Create(
            SweepPlanTests.Experiment(distinct), Samples.Dataset(), _ => Engine).Items;
        return SweepGroups.Of(items, workers, _ => new LaneEngine(capacity));
    }

    /// <summary>What the SIMD engine says of its groups, whatever the machine's lanes; it trains nothing.</summary>
    private sealed class LaneEngine(int capacity) : IGroupEngine
    {
        private readonly SimdEngine engine = new();

        public EngineIdentity Identity => Engine;

        public double SliceMultiplyAdds => engine.SliceMultiplyAdds;

        public GroupKind? KindOf(ModelSpec model, TrainingSpec training) => engine.KindOf(model, training);

        public int GroupCapacity(GroupKind kind) => capacity;

        public double PassCost(GroupKind kind, int runs) => engine.PassCost(kind, runs);

        public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
            throw new NotSupportedException("Groups are formed without a learner.");

        public IGroupLearner CreateGroupLearner(
            IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize) =>
            throw new NotSupportedException("Groups are formed without a learner.");
    }
}
