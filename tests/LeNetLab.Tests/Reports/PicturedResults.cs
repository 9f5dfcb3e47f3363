using LeNetLab.Data;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Reports;

/// <summary>
/// Results with whole networks, their predictions and the test images: what pictures are made of. C3 is partial.
/// </summary>
public sealed class PicturedResults : IDisposable
{
    /// <summary>Test images: the class of each is its index modulo 10.</summary>
    public const int Images = 30;

    private readonly ReportedResults results = new();

    public string Path => results.Path;

    /// <summary>
    /// Each variant over three seeds. All networks take image 7 for a 1, the first variant's take image 20 + seed for a
    /// 9, and the first seed of each variant is wrong about image 3.
    /// </summary>
    /// <param name="variants">Their names.</param>
    public PicturedResults(params string[] variants)
    {
        SettingValues values = SettingValues.Defaults.With(
            [new GivenValue(SettingTable.Find("model.c3")!, "partial", new SourceMark("test", 0, 0), GivenBy.Base)]);
        PlannedRun[] runs =
        [
            .. variants.SelectMany(variant => Enumerable.Range(1, 3).Select(seed =>
                SyntheticResults.Plan(variant, seed) with
                {
                    Spec = new RunSpec(
                        variant, RunAssembler.Model(values), RunAssembler.Training(values), seed, values.Recorded()),
                })),
        ];
        results.Declare("sweep", runs, "Which?", run => Trained(run, Array.IndexOf(variants, run.Spec.Variant)));
        using ResultsDatabase database = ResultsDatabase.Open(Path, TimeProvider.System);
        ImageSet images = TestImages();
        database.KeepTestLabels(runs[0].DatasetSha256, () => images.Labels.ToArray());
        database.KeepTestImages(runs[0].DatasetSha256, () => images);
    }

    public static ImageSet TestImages() => new(
        [.. Enumerable.Range(0, Images * 28 * 28).Select(i => (byte)(i * 31 % 256))],
        [.. Enumerable.Range(0, Images).Select(image => (byte)(image % 10))], 28, 28);

    public void Dispose() => results.Dispose();

    private static TrainedRun Trained(PlannedRun run, int position)
    {
        Network network = NetworkCatalogue.Build(run.Spec.Model);
        SeedStream random = SeedStream.Open(run.Spec.Seed, run.Spec.Variant);
        byte[] said = TestImages().Labels.ToArray();
        said[7] = 1;
        if (position == 0)
            said[20 + run.Spec.Seed] = 9;
        if (run.Spec.Seed == 1)
            said[3] = 5;
        return SyntheticResults.Trained(1, 2 + position + (0.1 * run.Spec.Seed), predictions: said) with
        {
            Model = network,
            Weights = RandomNetworks.Parameters(random, network),
        };
    }
}
