using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class RunFilterTests
{
    private static readonly IReadOnlyList<RunSpec> Runs = SpecReader.Read("part.yaml", """
        name: part
        question: Which of them?
        dataset: strokes
        seeds: 3
        base:
          training: {epochs: 4}
        grid:
          model.activation: [tanh, relu]
          training.initialisation: [auto, he_normal]
        variants:
          plain: {}
          decayed: {training.weight_decay: 0.001}
        """, []).Runs;

    [Theory]
    [InlineData(12, "activation=tanh")]
    [InlineData(12, "model.activation=tanh")]
    [InlineData(24, "activation=tanh,relu")]
    [InlineData(24, "activation=tanh", "activation=relu")]
    [InlineData(8, "seed=2")]
    [InlineData(16, "seed=1,3")]
    [InlineData(4, "activation=tanh", "seed=2")]
    [InlineData(12, "decayed")]
    [InlineData(12, "variant=decayed")]
    [InlineData(12, "weight_decay=0.001")]
    [InlineData(12, "initialisation=auto")]
    [InlineData(6, "initialisation=he_uniform")]
    [InlineData(24, "epochs=4")]
    [InlineData(24, "engine=simd")]
    [InlineData(3, "activation=tanh, initialisation=auto, plain")]
    [InlineData(3, "activation=tanh,", "initialisation=auto,", "plain")]
    [InlineData(12, "variant=*tanh*")]
    [InlineData(12, "variant=activation=tanh")]
    [InlineData(24)]
    public void It_takes_the_runs_that_are_all_of_what_it_says(int runs, params string[] texts) =>
        Assert.Equal(runs, Runs.Count(RunFilter.Read(texts, Runs).Takes));

    [Fact]
    public void What_names_nothing_is_refused_with_what_is_near() => Golden.Matches(
        string.Join("\n\n", new string[][]
        {
            ["activaton=tanh"], ["activation=tahn"], ["seed=7"], ["decaid"], ["variant=*sigmoid*"], ["momentum"],
            ["beta1=0.9"], ["activation="], ["=tanh"], ["seed=1", "seeds=2", "epoch=3"],
            ["activation=tanh", "initialisation=he_uniform"], ["colour=red\u0007"],
        }.Select(texts => Assert.Throws<SpecException>(() => RunFilter.Read(texts, Runs)).Message)) + "\n",
        "only");
}
