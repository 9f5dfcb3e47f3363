using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Naming;

public sealed class WellKnownTests
{
    private static readonly SettingKind.Choice[] Choices =
        [.. SettingTable.All.Select(setting => setting.Kind).OfType<SettingKind.Choice>()];

    [Theory]
    [InlineData("model.activation", "elu", "is not available")]
    [InlineData("model.activation", "GELU", "is not available")]
    [InlineData("model.activation", "hard-tanh", "is not available")]
    [InlineData("model.activation", "reul", "is none of its values (did you mean `relu`?)")]
    [InlineData("model.activation", "leaky-relu", "is none of its values (did you mean `leaky_relu`?)")]
    [InlineData("training.optimizer", "adamw", "is not available")]
    [InlineData("training.optimizer", "Adam", "is none of its values (did you mean `adam`?)")]
    [InlineData("model.loss", "mae", "is not available")]
    [InlineData("model.preset", "lenet-4", "is not available")]
    [InlineData("model.preset", "lenet-5", "is none of its values (did you mean `lenet5`?)")]
    [InlineData("model.pooling", "avg", "is none of its values (did you mean `average`?)")]
    [InlineData("training.initialisation", "kaiming_normal", "is none of its values (did you mean `he_normal`?)")]
    [InlineData("compute.device", "GPU", "is none of its values (did you mean `cuda`?)")]
    public void Another_function_is_no_misspelling(string path, string written, string said)
    {
        Assert.Null(SettingTable.Find(path)!.Kind.Read(written, out string problem));
        Assert.Equal(said, problem);
    }

    [Theory]
    [InlineData("emnist", null)]
    [InlineData("mnits", "mnist")]
    public void Nor_is_another_dataset(string written, string? meant) =>
        Assert.Equal(meant, WellKnown.NearestDataset(written, ["mnist", "kmnist"]));

    [Fact]
    public void What_is_listed_as_missing_is_missing() => Assert.All(Choices, choice =>
    {
        Assert.Empty(choice.Others.Intersect(choice.Names.Select(WellKnown.Key)));
        Assert.Empty(choice.Synonyms.Keys.Intersect(choice.Names.Select(WellKnown.Key)));
        Assert.All(choice.Others.Concat(choice.Synonyms.Keys), name => Assert.Equal(WellKnown.Key(name), name));
        Assert.All(choice.Synonyms.Values, name => Assert.Contains(name, choice.Names));
    });
}
