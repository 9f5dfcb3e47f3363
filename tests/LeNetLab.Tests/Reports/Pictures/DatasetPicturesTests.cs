using LeNetLab.Reports;
using LeNetLab.Reports.Pictures;
using LeNetLab.Results;

namespace LeNetLab.Tests.Reports.Pictures;

public sealed class DatasetPicturesTests
{
    [Fact]
    public void The_hardest_images_are_those_that_most_networks_are_wrong_about()
    {
        using PicturedResults results = new("a", "b");

        IReadOnlyList<JudgedDigit> hardest = Of(results)!.Hardest;

        Assert.Equal([7, 3, 21, 22, 23], hardest.Select(judged => judged.Digit.Index));
        JudgedDigit third = hardest[1];
        Assert.Equal(3, third.Digit.Label);
        Assert.All(third.Votes, votes => Assert.Equal([(3, 2), (5, 1)], votes.Classes));
        Assert.Equal(["a", "b"], third.Votes.Select(votes => votes.Variant));
        Assert.Equal([(9, 1), (1, 0)], hardest[2].Votes.Select(votes => (votes.Classes[^1].Class, votes.Wrong(1))));
    }

    [Fact]
    public void Each_variant_has_the_images_that_its_own_networks_are_wrong_about()
    {
        using PicturedResults results = new("a", "b");

        var mistakes = Of(results)!.Mistakes;

        Assert.Equal(["a", "b"], mistakes.Select(mistake => mistake.Variant));
        Assert.Equal([7, 3, 21, 22, 23], mistakes[0].Digits.Select(found => found.Digit.Index));
        Assert.Equal([7, 3], mistakes[1].Digits.Select(found => found.Digit.Index));
    }

    [Fact]
    public void The_network_that_is_shown_is_the_median_one_and_says_what_it_says()
    {
        using PicturedResults results = new("a", "b");

        DatasetPictures pictures = Of(results)!;

        Assert.Equal([2L, 2L], pictures.Networks.Select(network => network.Run.Seed));
        NetworkPictures first = pictures.Networks[0];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 22], first.Sayings.Select(saying => saying.Digit.Index));
        Assert.Equal(["C1", "S2", "C3", "S4", "C5", "F6", "output"], first.Sayings[0].Layers.Select(layer => layer.Layer));
        Assert.All(first.Sayings, saying => Assert.Equal(1, saying.Probabilities.Sum(), 1e-6));
        Assert.NotEqual(first.Sayings[0].Probabilities, pictures.Networks[1].Sayings[0].Probabilities);
    }

    [Fact]
    public void Of_many_variants_the_best_are_shown_in_the_order_of_the_spec()
    {
        using PicturedResults results = new([.. Enumerable.Range(0, 60).Select(i => $"v{i}")]);

        DatasetPictures pictures = Of(results)!;

        Assert.Equal(["v0", "v1", "v2", "v3", "v4", "v5"], pictures.Networks.Select(network => network.Run.Variant));
        Assert.Contains("the 6 of 60 variants", pictures.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_missing_or_not_those_of_the_run_are_not_shown()
    {
        using PicturedResults results = new("a", "b");
        string[] ofA = [.. Runs(results).Where(run => run.Variant == "a").OrderBy(run => run.Seed).Select(run => run.RunId)];
        string b = Runs(results).First(run => run.Variant == "b").RunId;
        var folder = new ResultsFolder(results.Path);
        File.Delete(folder.Weights(ofA[1]));
        File.Copy(folder.Weights(b), folder.Weights(ofA[0]), overwrite: true);

        NetworkPictures shown = Of(results)!.Networks[0];

        Assert.Equal(("a", 3L), (shown.Run.Variant, shown.Run.Seed));
    }

    [Fact]
    public void Without_test_images_there_is_nothing_to_show()
    {
        using ReportedResults results = new ReportedResults().Sweep(2, labels: true);
        using ResultsReader reader = ResultsReader.Open(results.Path);

        Assert.Null(DatasetPictures.Of(results.Report().Findings[0], reader));
    }

    private static RunSummary[] Runs(PicturedResults results)
    {
        using ResultsReader reader = ResultsReader.Open(results.Path);
        return [.. reader.Runs("sweep")];
    }

    private static DatasetPictures? Of(PicturedResults results)
    {
        using ResultsReader reader = ResultsReader.Open(results.Path);
        return DatasetPictures.Of(ExperimentReport.Of(reader, "sweep").Findings[0], reader);
    }
}
