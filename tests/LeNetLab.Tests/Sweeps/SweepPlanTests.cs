using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepPlanTests
{
    private static readonly EngineIdentity Engine = new("simd", 1, "cpu", 512);

    internal static ExperimentSpec Experiment(params RunSpec[] runs) =>
        new("sample", "Does it run?", null, "sample", null, runs);

    private static SweepPlan Plan(params RunSpec[] runs) =>
        SweepPlan.Create(Experiment(runs), Samples.Dataset(), _ => Engine);

    private static readonly RunSpec[] TwoByTwo =
    [
        Samples.Run("a", 5), Samples.Run("a", 1), Samples.Run("b", 5), Samples.Run("b", 1),
    ];

    [Fact]
    public void Every_variant_has_the_first_seed_before_any_has_the_second() =>
        Assert.Equal(
            [("a", 5L), ("b", 5L), ("a", 1L), ("b", 1L)],
            Plan(TwoByTwo).Items.Select(item => (item.Run.Spec.Variant, item.Run.Spec.Seed)));

    [Fact]
    public void The_runs_to_record_stay_in_the_files_order() =>
        Assert.Equal(TwoByTwo, Plan(TwoByTwo).Runs.Select(run => run.Spec));

    [Fact]
    public void A_run_knows_its_dataset_its_parameters_and_its_images()
    {
        var training = new TrainingSpec { TrainImages = 50, ValidationImages = 10, BatchSize = 16 };
        PlannedRun run = Plan(Samples.Run(training: training)).Runs[0];

        Assert.Equal(("sample", new string('a', 64)), (run.Dataset, run.DatasetSha256));
        Assert.Equal((61_706, 40), (run.Parameters, run.TrainImages));
        Assert.Equal(RunIdentity.Of(run.Spec, run.DatasetSha256, Engine), run.RunId);
    }

    [Fact]
    public void Runs_that_differ_in_their_engine_alone_are_different_runs_of_one_plan()
    {
        EngineSpec torch = new("torch", "cuda");
        SweepPlan plan = SweepPlan.Create(
            Experiment(Samples.Run("a"), Samples.Run("a") with { Variant = "b", Engine = torch }), Samples.Dataset(),
            spec => spec == torch ? new EngineIdentity("torch", 4, "cuda", 0) : Engine);

        Assert.Equal(["simd", "torch"], plan.Items.Select(item => item.Run.Engine.Name));
        Assert.All(plan.Items, item => Assert.Equal(
            RunIdentity.Of(item.Run.Spec, item.Run.DatasetSha256, item.Run.Engine), item.Run.RunId));
        Assert.NotEqual(plan.Items[0].Run.RunId, plan.Items[1].Run.RunId);
    }

    [Theory]
    [InlineData("cpu", "cpu", 16)]
    [InlineData("cpu", "cuda", 16)]
    [InlineData("cuda", "cuda", 1)]
    public void A_card_is_fed_by_one_worker_and_cores_by_one_each(string first, string second, int workers)
    {
        SweepPlan plan = SweepPlan.Create(
            Experiment(
                Samples.Run("a") with { Engine = new EngineSpec("torch", first) },
                Samples.Run("b") with { Engine = new EngineSpec("torch", second) }),
            Samples.Dataset(), spec => new EngineIdentity(spec.Name, 1, spec.Device, 0));

        Assert.Equal(workers, plan.UsualWorkers(16));
    }

    [Fact]
    public void Two_variants_that_are_the_same_run_train_once_and_are_both_recorded()
    {
        RunSpec run = Samples.Run("a");
        SweepPlan plan = Plan(run, run with { Variant = "b" });

        Assert.Single(plan.Items);
        Assert.Equal(["a", "b"], plan.Runs.Select(planned => planned.Spec.Variant));
    }

    [Theory]
    [InlineData(RunStatus.Pending, true)]
    [InlineData(RunStatus.Running, true)]
    [InlineData(RunStatus.Failed, true)]
    [InlineData(RunStatus.Done, false)]
    [InlineData(RunStatus.Diverged, false)]
    public void What_has_no_result_yet_is_left_to_do(RunStatus status, bool toDo)
    {
        SweepPlan plan = Plan(Samples.Run());
        var statuses = new Dictionary<string, RunStatus>(StringComparer.Ordinal) { [plan.Runs[0].RunId] = status };

        Assert.Equal(toDo, plan.ToDo(statuses).Count == 1);
    }

    [Fact]
    public void A_run_that_was_never_recorded_is_left_to_do() =>
        Assert.Equal(4, Plan(TwoByTwo).ToDo(new Dictionary<string, RunStatus>(StringComparer.Ordinal)).Count);

    [Fact]
    public void Work_is_multiply_adds_of_training_and_of_measuring()
    {
        SweepItem item = Plan(Samples.Run(
            training: new TrainingSpec { Epochs = 3, TrainImages = 50, ValidationImages = 10, BatchSize = 16 })).Items[0];
        Network network = LeNet5.Build(new ModelSpec());

        Assert.Equal(40.0 * network.TrainingMultiplyAdds, item.TrainingWork);
        Assert.Equal((40.0 + 10 + 20) * network.ForwardMultiplyAdds, item.MeasuringWork);
        Assert.Equal(item.Work, item.WorkAt(3, 0));
        Assert.Equal(item.TrainingWork * 1.5 + item.MeasuringWork, item.WorkAt(1, 20));
    }

    [Fact]
    public void Runs_that_ask_for_more_images_than_there_are_are_refused_all_at_once()
    {
        var greedy = new TrainingSpec { TrainImages = 101, BatchSize = 8 };
        RunSpec[] runs =
        [
            Samples.Run("a"), Samples.Run("b", 1, greedy), Samples.Run("b", 2, greedy), Samples.Run("c", 1, greedy),
        ];
        var refusal = Assert.Throws<SweepRefusedException>(() => Plan(runs));

        Assert.Equal(
            "Experiment sample does not fit dataset sample:\n"
            + "b: `training.train_images: 101` is more than the 100 training images that the dataset has; "
            + "ask for fewer, or for `all`\n"
            + "c: `training.train_images: 101` is more than the 100 training images that the dataset has; "
            + "ask for fewer, or for `all`",
            refusal.Message);
    }

    [Fact]
    public void A_batch_that_could_never_be_full_is_refused_although_the_spec_takes_all_images()
    {
        var large = new TrainingSpec { BatchSize = 101 };

        var refusal = Assert.Throws<SweepRefusedException>(() => Plan(Samples.Run("a", 1, large)));

        Assert.Contains("a: `training.batch_size: 101` is more than the 100 images", refusal.Message);
    }

    [Fact]
    public void A_dataset_without_test_images_is_refused() =>
        Assert.Throws<SweepRefusedException>(
            () => SweepPlan.Create(Experiment(Samples.Run()), Samples.Dataset(test: 0), _ => Engine));
}
