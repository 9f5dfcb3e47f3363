using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class SpecLimitsTests
{
    [Theory]
    [InlineData("train_images: 60000", null)]
    [InlineData("train_images: 60001", "`training.train_images: 60001` is more than the 60000 training images")]
    [InlineData("validation_images: 60000", "`training.validation_images: 60000` leaves nothing to train on")]
    [InlineData("validation_images: 59950", "`training.batch_size: 64` is more than the 50 images that are trained on")]
    [InlineData("validation_images: 59936", null)]
    public void A_run_is_held_against_the_size_of_its_dataset(string training, string? problem)
    {
        RunSpec run = SpecReader.Read("x.yaml", SpecText.With($"base: {{training: {{{training}}}}}"), []).Runs[0];

        IReadOnlyList<string> problems = SpecLimits.Check(run, 60_000);

        if (problem is null)
            Assert.Empty(problems);
        else
            Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("knn, k: 50", 50, null)]
    [InlineData("knn, k: 50", 49, "`model.k: 50` is more than the 49 images that can vote")]
    [InlineData("svm-rbf", 1_000_000, null)]
    [InlineData("svm-rbf", 1_000_001, "what is no network takes at most 1,000,000 training images, not 1,000,001")]
    public void A_method_is_held_against_the_size_of_its_dataset(string preset, int available, string? problem)
    {
        RunSpec run = SpecReader.Read("x.yaml", SpecText.With($"base: {{model: {{preset: {preset}}}}}"), []).Runs[0];

        IReadOnlyList<string> problems = SpecLimits.Check(run, available);

        if (problem is null)
            Assert.Empty(problems);
        else
            Assert.StartsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }
}
