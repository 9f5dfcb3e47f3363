using LeNetLab.Engines;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class SweepScopeTests
{
    private static readonly RunSpec[] Runs =
    [
        .. Enumerable.Range(1, 6).Select(seed => Samples.Run("a", seed)),
        Samples.Run("a", 1) with { Variant = "twin" },
    ];

    private static readonly SweepPlan Plan = SweepPlan.Create(
        SweepPlanTests.Experiment(Runs), Samples.Dataset(), _ => new EngineIdentity("simd", 1, "cpu", 512));

    // Seeds 1 to 5, a run of each status; the sixth was never recorded.
    private static readonly Dictionary<string, RunStatus> Statuses = Enum.GetValues<RunStatus>().ToDictionary(
        status => Plan.Items[(int)status].Run.RunId, status => status);

    [Theory]
    [InlineData(null, 1, 2, 5, 6)]
    [InlineData(Retry.Failed, 5)]
    [InlineData(Retry.Diverged, 4)]
    [InlineData(Retry.All, 4, 5)]
    public void What_is_tried_again_is_what_came_to_that_and_nothing_else(Retry? retry, params int[] seeds) =>
        Assert.Equal(seeds, Seeds(new SweepScope(retry, RunFilter.Everything)));

    [Fact]
    public void A_part_of_the_runs_leaves_the_others_for_later()
    {
        Assert.Equal([2, 6], Seeds(new SweepScope(null, RunFilter.Read(["seed=2,3,6"], Runs))));
        Assert.Equal([5], Seeds(new SweepScope(Retry.All, RunFilter.Read(["seed=5,6"], Runs))));
    }

    [Fact]
    public void A_run_that_two_variants_share_is_taken_by_either_name() =>
        Assert.Equal([1], Seeds(new SweepScope(null, RunFilter.Read(["twin"], Runs))));

    private static IEnumerable<int> Seeds(SweepScope scope) =>
        scope.ToDo(Plan, Statuses).Select(item => (int)item.Run.Spec.Seed);
}
