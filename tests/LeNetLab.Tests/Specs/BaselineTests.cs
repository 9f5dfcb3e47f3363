using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class BaselineTests
{
    private const string Yaml = """
        name: three
        question: Which?
        dataset: mnist
        seeds: 2
        grid: {model.activation: [tanh, relu, sigmoid]}
        baseline: activation=tanh
        """;

    [Fact]
    public void A_variant_can_be_declared_what_the_others_are_compared_with()
    {
        Assert.Equal("activation=tanh", Read(Yaml).Baseline);
        Assert.Null(Read(Yaml.Replace("baseline: activation=tanh", "")).Baseline);
    }

    [Fact]
    public void One_that_is_no_variant_is_refused_with_the_nearest()
    {
        string message = Assert.Throws<SpecException>(() => Read(Yaml.Replace("=tanh", "=tan"))).Message;

        Assert.Contains("three.yaml:6:11", message);
        Assert.Contains("`baseline: activation=tan` is no variant of this spec: did you mean `activation=tanh`?", message);
    }

    [Fact]
    public void The_command_line_may_leave_no_such_variant()
    {
        Assert.Null(Read(Yaml, "model.activation=relu").Baseline);
        Assert.Equal("activation=tanh", Read(Yaml, "training.epochs=1").Baseline);
    }

    [Fact]
    public void It_is_no_part_of_a_runs_identity() => Assert.Equal(
        Read(Yaml).Runs.Select(run => string.Join(' ', run.Settings)),
        Read(Yaml.Replace("baseline: activation=tanh", "")).Runs.Select(run => string.Join(' ', run.Settings)));

    private static ExperimentSpec Read(string yaml, params string[] overrides) =>
        SpecReader.Read("three.yaml", yaml, overrides);
}
