using LeNetLab.Data;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Training;

/// <summary>Small datasets and runs for tests that are about something else.</summary>
internal static class Samples
{
    public static Dataset Dataset(int train = 100, int test = 20, string name = "sample") =>
        new(name, new string('a', 64), Images(train), Images(test));

    /// <summary>Blank images labelled 0, 1, … 9, 0, …</summary>
    public static ImageSet Images(int count) =>
        new(new byte[count * 28 * 28], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))], 28, 28);

    public static RunSpec Run(string variant = "plain", long seed = 1, TrainingSpec? training = null) =>
        new(variant, new ModelSpec(), training ?? new TrainingSpec { Epochs = 2, BatchSize = 8 }, seed,
            [new Setting("model.variant", variant)]);
}
