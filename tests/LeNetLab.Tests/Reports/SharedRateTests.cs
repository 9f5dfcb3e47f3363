using LeNetLab.Reports;
using LeNetLab.Specs;
using LeNetLab.Tests.Specs;

namespace LeNetLab.Tests.Reports;

public sealed class SharedRateTests
{
    [Theory]
    [InlineData("grid: {model.activation: [tanh, relu]}", "the learning rate 0.05", "model.activation")]
    [InlineData("grid: {training.batch_size: [16, 64], training.momentum: [0, 0.9]}",
        "the learning rate 0.05", "training.batch_size, training.momentum")]
    [InlineData("base: {training: {learning_rate: 0.01}}\ngrid: {training.optimizer: [sgd, adam]}",
        "the learning rate 0.01", "training.optimizer")]
    [InlineData("grid: {model.preset: [lenet5, lenet5-wide], training.weight_decay: [0, 0.001]}",
        "the learning rate 0.05", "model.preset")]
    [InlineData("variants: {a: {model.activation: tanh}, b: {model.activation: relu}, "
        + "c: {model.activation: sigmoid, training.learning_rate: 0.5}, knn: {model.preset: knn}}",
        "the learning rate 0.05", "model.activation")]
    [InlineData("zip: {model.activation: [tanh, relu, sigmoid, log_relu], training.learning_rate: [0.05, 0.05, 0.5, 0.5]}",
        "the learning rates 0.05 and 0.5", "model.activation")]
    public void Variants_that_want_rates_of_their_own_share_one(string sweep, string rates, string varied)
    {
        SharedRate? shared = Of(sweep);

        Assert.NotNull(shared);
        Assert.Equal((rates, varied), (shared.RatesInWords, string.Join(", ", shared.Varied)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("grid: {training.weight_decay: [0, 0.001]}")]
    [InlineData("grid: {model.c3: [full, partial]}")]
    [InlineData("grid: {model.activation: [tanh, relu], training.learning_rate: [0.02, 0.05]}")]
    [InlineData("zip: {model.activation: [tanh, relu], training.learning_rate: [0.02, 0.05]}")]
    [InlineData("grid: {model.activation: [tanh, relu]}\ntune: {training.learning_rate: [0.02, 0.1], validation_images: 1000}")]
    [InlineData("base: {model: {preset: knn}}\ngrid: {model.k: [1, 9]}")]
    public void Elsewhere_the_rate_is_no_matter(string sweep) => Assert.Null(Of(sweep));

    private static SharedRate? Of(string sweep) => SharedRate.Of(SpecReader.Read("x.yaml", SpecText.With(sweep + "\n"), []));
}
