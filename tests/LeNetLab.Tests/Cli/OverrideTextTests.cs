using LeNetLab.Cli;

namespace LeNetLab.Tests.Cli;

public sealed class OverrideTextTests
{
    [Theory]
    [InlineData("seeds=3", "seeds=3")]
    [InlineData("training.epochs=2 seeds=3", "training.epochs=2|seeds=3")]
    [InlineData("  training.epochs=2   seeds=3\n", "training.epochs=2|seeds=3")]
    [InlineData("seeds=[1, 2, 3] model.activation=relu", "seeds=[1, 2, 3]|model.activation=relu")]
    [InlineData("nonsense seeds=3", "nonsense|seeds=3")]
    [InlineData("dataset='./a b=c' seeds=3", "dataset='./a b=c'|seeds=3")]
    [InlineData("dataset=\"./a\\\" b=c\" seeds=3", "dataset=\"./a\\\" b=c\"|seeds=3")]
    [InlineData("dataset='./it''s b=c' seeds=3", "dataset='./it''s b=c'|seeds=3")]
    [InlineData("dataset='./open seeds=3", "dataset='./open|seeds=3")]
    [InlineData("", "")]
    public void One_text_holds_several_settings(string text, string settings) =>
        Assert.Equal(settings, string.Join('|', OverrideText.Split([text])));

    [Fact]
    public void Half_a_million_blanks_are_read_at_once() =>
        Assert.Equal($"a=1{new string(' ', 500_000)}b", Assert.Single(
            OverrideText.Split([$"a=1{new string(' ', 500_000)}b"])));

    [Fact]
    public void Several_texts_are_taken_in_turn() =>
        Assert.Equal(["a=1", "b=2", "c=3"], OverrideText.Split(["a=1", "b=2 c=3"]));
}
