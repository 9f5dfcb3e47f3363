using System.Runtime.InteropServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Runs;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

/// <summary>A training that goes on in another learner must equal one that was never stopped, to the bit.</summary>
public sealed class LearnerStateTests
{
    private const int BatchSize = 7;

    private const string Reference = "reference";

    private static int Optimizers => EngineContractTests.Optimizers.Length;

    private static readonly Dictionary<string, Func<Network, OptimizerSpec[], IGroupLearner>> Groups = new()
    {
        ["8 lanes"] = RunGroup<Lane8>.Create,
        ["16 lanes"] = RunGroup<Lane16>.Create,
    };

    public static IEnumerable<TheoryDataRow<string, int>> EnginesAndOptimizers =>
    [
        .. RegisteredEngines.RowsOf(Optimizers, inSoftware: Optimizers).Where(
            row => EngineContractTests.Has(row.Data.Item1, EngineContractTests.Optimizers[row.Data.Item2])),
        .. Enumerable.Range(0, Optimizers).Select(
            optimizer => new TheoryDataRow<string, int>(Reference, optimizer)),
    ];

    public static TheoryData<string, int> GroupsAndOptimizers =>
        [.. from width in Groups.Keys
            from optimizer in Enumerable.Range(0, EngineContractTests.Optimizers.Length)
            select (width, optimizer)];

    [Theory]
    [MemberData(nameof(EnginesAndOptimizers))]
    public void A_new_learner_goes_on_from_a_state_as_the_old_one_does(string engine, int optimizer)
    {
        var course = new Course(optimizer, steps: 9);
        using ILearner whole = Begun(engine, course);
        PassResult start = Train(whole, course, 0, 5);
        LearnerState state = whole.ReadState();
        Bits kept = Bits.Of(state);
        PassResult rest = Train(whole, course, 5, 9);

        using ILearner heir = Learner(engine, course);
        heir.WriteState(state);
        Assert.Equal(kept, Bits.Of(heir.ReadState()));
        Assert.Equal(rest, Train(heir, course, 5, 9));
        Assert.Equal(Bits.Of(whole.ReadState()), Bits.Of(heir.ReadState()));
        Assert.Equal(9, heir.ReadState().Steps);

        // What was read stayed as it was, and the steps did something, or nothing would have been compared.
        Assert.Equal(kept, Bits.Of(state));
        Assert.NotEqual(kept.Parameters, Bits.Of(heir.ReadState()).Parameters);
        Assert.Equal(5 * BatchSize, start.Images);
    }

    [Theory]
    [MemberData(nameof(EnginesAndOptimizers))]
    public void A_state_wipes_out_whatever_the_learner_did_before(string engine, int optimizer)
    {
        var course = new Course(optimizer, steps: 9);
        using ILearner learner = Begun(engine, course);
        Train(learner, course, 0, 4);
        LearnerState state = learner.ReadState();
        Train(learner, course, 4, 9);
        Bits first = Bits.Of(learner.ReadState());

        learner.WriteState(state);
        Train(learner, course, 4, 9);
        Assert.Equal(first, Bits.Of(learner.ReadState()));

        // And parameters alone begin anew.
        Begin(learner, course);
        using ILearner fresh = Begun(engine, course);
        Assert.Equal(Bits.Of(fresh.ReadState()), Bits.Of(learner.ReadState()));
        Assert.Equal(0, learner.ReadState().Steps);
    }

    [Theory]
    [MemberData(nameof(EnginesAndOptimizers))]
    public void The_parameters_of_a_state_are_those_that_are_read(string engine, int optimizer)
    {
        var course = new Course(optimizer, steps: 3);
        using ILearner learner = Begun(engine, course);
        Train(learner, course, 0, 3);
        var parameters = new float[course.Network.VectorLength];
        learner.ReadParameters(parameters);

        Assert.Equal(parameters, learner.ReadState().Parameters);
    }

    [Theory]
    [MemberData(nameof(EnginesAndOptimizers))]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing(string engine, int optimizer)
    {
        var course = new Course(optimizer, steps: 2);
        using ILearner learner = Begun(engine, course);
        Train(learner, course, 0, 2);
        LearnerState good = learner.ReadState();
        LearnerState[] bad =
        [
            good with { Parameters = good.Parameters[1..] }, good with { Optimizer = good.Optimizer[1..] },
            good with { Optimizer = [] }, good with { Optimizer = [.. good.Optimizer, .. good.Optimizer] },
            good with { Steps = -1 },
        ];

        Assert.All(bad, state =>
        {
            var refusal = Assert.Throws<ArgumentException>(() => learner.WriteState(state));
            Assert.Contains("does not fit", refusal.Message, StringComparison.Ordinal);
        });
        Assert.Equal(Bits.Of(good), Bits.Of(learner.ReadState()));
    }

    [Theory]
    [MemberData(nameof(GroupsAndOptimizers))]
    public void A_run_goes_on_in_another_lane_of_another_group_or_alone(string width, int optimizer)
    {
        var courses = new[] { 1, 2, 3 }.Select(run => new Course(optimizer, steps: 8, run)).ToArray();
        using IGroupLearner whole = Group(width, courses);
        for (int run = 0; run < 3; run++)
        {
            whole.WriteParameters(run, courses[run].Parameters);
            if (courses[run].Optimizer is OptimizerSpec.Sdlm)
                whole.EstimateCurvature(run, courses[run].Images, courses[run].Order.AsSpan(0, 8));
        }

        Train(whole, courses, 0, 5);
        LearnerState[] states = [.. Enumerable.Range(0, 3).Select(whole.ReadState)];
        Train(whole, courses, 5, 8);

        // The first run and the last, in each other's lane.
        Course[] swapped = [courses[2], courses[0]];
        using IGroupLearner heirs = Group(width, swapped);
        heirs.WriteState(0, states[2]);
        heirs.WriteState(1, states[0]);
        Assert.Equal(Bits.Of(states[2]), Bits.Of(heirs.ReadState(0)));
        Train(heirs, swapped, 5, 8);
        Assert.Equal(Bits.Of(whole.ReadState(2)), Bits.Of(heirs.ReadState(0)));
        Assert.Equal(Bits.Of(whole.ReadState(0)), Bits.Of(heirs.ReadState(1)));

        using ILearner alone = Learner("simd", courses[1], batchSize: 1);
        alone.WriteState(states[1]);
        alone.Train(courses[1].Images, courses[1].Order.AsSpan(5, 3), courses[1].Rates.AsSpan(5, 3));
        Assert.Equal(whole.ReadState(1).Parameters, alone.ReadState().Parameters);
        Assert.Equal(8, alone.ReadState().Steps);
        Assert.Throws<ArgumentException>(() => heirs.WriteState(0, states[0] with { Optimizer = [] }));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void A_run_that_was_alone_goes_on_in_a_group(int optimizer)
    {
        Course[] courses = [.. new[] { 1, 2 }.Select(run => new Course(optimizer, steps: 8, run))];
        using IGroupLearner group = Group("8 lanes", courses);
        float[][] expected = new float[2][];
        for (int run = 0; run < 2; run++)
        {
            Course course = courses[run];
            using ILearner alone = Learner("simd", course, batchSize: 1);
            Begin(alone, course);
            alone.Train(course.Images, course.Order.AsSpan(0, 5), course.Rates.AsSpan(0, 5));
            group.WriteState(run, alone.ReadState());
            alone.Train(course.Images, course.Order.AsSpan(5, 3), course.Rates.AsSpan(5, 3));
            expected[run] = alone.ReadState().Parameters;
        }

        Train(group, courses, 5, 8);
        Assert.Equal(expected[0], group.ReadState(0).Parameters);
        Assert.Equal(expected[1], group.ReadState(1).Parameters);
    }

    private static ILearner Learner(string engine, Course course, int batchSize = BatchSize)
    {
        IEngine maker = engine == Reference ? new ReferenceEngine() : RegisteredEngines.Engine(engine);
        return maker.CreateLearner(course.Network, course.Optimizer, batchSize);
    }

    private static ILearner Begun(string engine, Course course)
    {
        ILearner learner = Learner(engine, course);
        Begin(learner, course);
        return learner;
    }

    private static void Begin(ILearner learner, Course course)
    {
        learner.WriteParameters(course.Parameters);
        if (course.Optimizer is OptimizerSpec.Sdlm)
            learner.EstimateCurvature(course.Images, course.Order.AsSpan(0, 8));
    }

    private static PassResult Train(ILearner learner, Course course, int from, int to) => learner.Train(
        course.Images, course.Order.AsSpan(from * BatchSize, (to - from) * BatchSize),
        course.Rates.AsSpan(from, to - from));

    private static IGroupLearner Group(string width, Course[] courses) =>
        Groups[width](courses[0].Network, [.. courses.Select(course => course.Optimizer)]);

    private static void Train(IGroupLearner group, Course[] courses, int from, int to) => group.Train(
        courses[0].Images, [.. courses.SelectMany(course => course.Order[from..to])],
        [.. courses.SelectMany(course => course.Rates[from..to])], new PassResult[courses.Length]);

    /// <summary>A random network that all share, with images, an order and rates of one's own.</summary>
    private sealed class Course
    {
        private static readonly Network Shared = RandomNetworks.Network(SeedStream.Open(7, "state"));

        public Course(int optimizer, int steps, int run = 1)
        {
            SeedStream random = SeedStream.Open(run, "course");
            Optimizer = EngineContractTests.Optimizers[optimizer];
            Images = RandomNetworks.Images(SeedStream.Open(1, "images"), Network, 40);
            Parameters = RandomNetworks.Parameters(random, Network);
            Order = [.. Enumerable.Range(0, steps * BatchSize).Select(_ => random.NextInt32(40))];
            Rates = [.. Enumerable.Range(0, steps).Select(step => 0.01f * run / (1 + step))];
        }

        public Network Network { get; } = Shared;

        public OptimizerSpec Optimizer { get; }

        public ImageSet Images { get; }

        public float[] Parameters { get; }

        public int[] Order { get; }

        public float[] Rates { get; }
    }

    /// <summary>A state to the last bit, the sign of a zero included.</summary>
    private sealed record Bits(string Parameters, string Optimizer, long Steps)
    {
        public static Bits Of(LearnerState state) => new(
            Convert.ToHexString(MemoryMarshal.AsBytes<float>(state.Parameters)),
            Convert.ToHexString(MemoryMarshal.AsBytes<float>(state.Optimizer)), state.Steps);
    }
}
