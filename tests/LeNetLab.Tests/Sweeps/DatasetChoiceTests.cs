using LeNetLab.Data;
using LeNetLab.Sweeps;
using LeNetLab.Tests.Training;

namespace LeNetLab.Tests.Sweeps;

public sealed class DatasetChoiceTests
{
    private static Task<DatasetChoice> Choose(string? fallback, Func<string, Dataset> load) =>
        DatasetChoice.LoadAsync(
            SweepPlanTests.Experiment(Samples.Run()) with { Dataset = "mnist", OfflineFallback = fallback },
            (name, _) => Task.Run(() => load(name)), CancellationToken.None);

    private static Dataset OnlyStrokes(string name) =>
        name == "strokes"
            ? Samples.Dataset(name: name)
            : throw new DatasetUnavailableException($"{name} is nowhere.");

    [Fact]
    public async Task A_dataset_that_is_there_is_taken()
    {
        DatasetChoice choice = await Choose("strokes", name => Samples.Dataset(name: name));

        Assert.Equal(("mnist", null), (choice.Dataset.Name, choice.Missing));
    }

    [Fact]
    public async Task A_missing_dataset_is_replaced_by_the_fallback_and_the_reason_kept()
    {
        DatasetChoice choice = await Choose("strokes", OnlyStrokes);

        Assert.Equal(("strokes", "mnist is nowhere."), (choice.Dataset.Name, choice.Missing));
    }

    [Fact]
    public async Task Without_a_fallback_a_missing_dataset_is_an_error() =>
        await Assert.ThrowsAsync<DatasetUnavailableException>(() => Choose(null, OnlyStrokes));

    [Fact]
    public async Task Files_that_are_wrong_are_never_covered_up()
    {
        var wrong = await Assert.ThrowsAsync<DatasetException>(() => Choose("strokes", name =>
            name == "mnist" ? throw new DatasetException("The sum differs.") : Samples.Dataset(name: name)));

        Assert.Equal("The sum differs.", wrong.Message);
    }
}
