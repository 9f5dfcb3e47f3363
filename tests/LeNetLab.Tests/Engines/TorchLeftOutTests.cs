namespace LeNetLab.Tests.Engines;

/// <summary>Stands in the list of tests for those of the torch engine, in builds without it.</summary>
public sealed class TorchLeftOutTests
{
    [Fact(Skip = RegisteredEngines.WithoutTorch)]
    public void Stacks_of_runs_end_as_each_run_does_alone() => Assert.Fail(RegisteredEngines.WithoutTorch);

    [Fact(Skip = RegisteredEngines.WithoutTorch)]
    public void Nothing_leaks_in_ten_epochs() => Assert.Fail(RegisteredEngines.WithoutTorch);
}
