using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Specs;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.Tests.Dashboard;

/// <summary>What the live page shows of real networks, against the engine that trains.</summary>
public sealed class NetworkTests : IDisposable
{
    private const string Sum = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryFolder folder = new();
    private readonly Network network = LeNet5.Build(new ModelSpec());
    private readonly ImageSet images;
    private readonly Dictionary<string, float[]> weights = [];
    private readonly PlannedRun[] runs;

    public NetworkTests()
    {
        SeedStream random = SeedStream.Open(5, "live page");
        var pixels = new byte[3 * 784];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextInt32(256);
        images = new ImageSet(pixels, [3, 1, 4], 28, 28);
        runs = [.. new[] { "one", "other" }.SelectMany(variant => new long[] { 1, 2 }.Select(seed => Plan(variant, seed)))];
        using ResultsDatabase database = ResultsDatabase.Open(folder.Path, TimeProvider.System);
        using Runner runner = SyntheticResults.Runner(folder.Path, TimeProvider.System);
        database.KeepTestLabels(Sum, () => images.Labels.ToArray());
        database.KeepTestImages(Sum, () => images);
        database.Declare("looked-into", "?", "", runs);
        foreach (PlannedRun run in runs.SkipLast(1))
        {
            weights[run.RunId] = [.. Enumerable.Range(0, network.VectorLength).Select(_ => (random.NextInt32(2001) - 1000) / 5000f)];
            SyntheticResults.Complete(database, runner, run, Trained(weights[run.RunId]));
        }
    }

    [Fact]
    public async Task Kernels_are_those_of_the_weights_file()
    {
        await using LivePage page = await LivePage.Open(folder.Path);

        JsonArray shown = (await page.Json($"/api/runs/{runs[0].RunId}/kernels")).AsArray();

        Assert.Equal(["C1", "C3"], shown.Select(layer => (string)layer!["layer"]!));
        Assert.Equal([6, 96], shown.Select(layer => layer!["kernels"]!.AsArray().Count));
        byte[] first = Convert.FromBase64String((string)shown[0]!["kernels"]![0]!["picture"]!["data"]!);
        float[] all = weights[runs[0].RunId][..150];
        float largest = all.Max(Math.Abs);
        Assert.Equal(all[..25].Select(weight => (byte)(128 + Math.Round((double)weight / largest * 127))), first);
    }

    [Fact]
    public async Task What_a_network_makes_of_a_test_image_is_what_the_engine_makes_of_it()
    {
        await using LivePage page = await LivePage.Open(folder.Path);

        JsonNode shown = await page.Json($"/api/runs/{runs[1].RunId}/activity?image=2");

        Assert.Equal((4, 2, 3), ((int)shown["label"]!, (int)shown["index"]!, (int)shown["images"]!));
        Assert.Equal(images.Image(2).ToArray(), Convert.FromBase64String((string)shown["image"]!["data"]!));
        AssertSame(Expected(runs[1], images, 2), shown["probabilities"]!);
        Assert.Equal(network.Stages.Select(stage => stage.Layer.Name), shown["layers"]!.AsArray().Select(layer => (string)layer!["layer"]!));
    }

    [Fact]
    public async Task A_drawn_digit_is_shown_to_every_network_that_is_done()
    {
        await using LivePage page = await LivePage.Open(folder.Path);
        byte[] drawn = images.Image(1).ToArray();
        string pixels = Base64Url.EncodeToString(drawn);

        JsonArray shown = (await page.Json($"/api/experiments/looked-into/digit?pixels={pixels}")).AsArray();
        JsonNode inside = await page.Json($"/api/runs/{runs[0].RunId}/activity?pixels={pixels}");

        Assert.Equal(["one", "other"], shown.Select(variant => (string)variant!["variant"]!));
        Assert.Equal([2, 1], shown.Select(variant => variant!["seeds"]!.AsArray().Count));
        double[] first = Expected(runs[0], images, 1), second = Expected(runs[1], images, 1);
        AssertSame([.. first.Zip(second, (a, b) => (a + b) / 2)], shown[0]!["probabilities"]!);
        Assert.Equal(Array.IndexOf(first, first.Max()), (int)shown[0]!["seeds"]![0]!["digit"]!);
        Assert.Null(inside["label"]);
        AssertSame(first, inside["probabilities"]!);
    }

    [Theory]
    [InlineData("/api/experiments/looked-into/digit", "pixels are missing")]
    [InlineData("/api/experiments/looked-into/digit?pixels=AAAA", "pixels are 28×28 bytes")]
    [InlineData("/api/experiments/looked-into/digit?pixels=%3Cscript%3E", "pixels are 28×28 bytes")]
    [InlineData("/api/runs/{run}/activity?image=3", "image is 0 … 2, not 3")]
    [InlineData("/api/runs/{run}/activity?image=-1", "image is a number")]
    public async Task What_is_no_image_is_refused(string address, string sentence)
    {
        await using LivePage page = await LivePage.Open(folder.Path);

        (HttpStatusCode status, string said) = await page.Refusal(address.Replace("{run}", runs[0].RunId));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_network_says_so()
    {
        await using LivePage page = await LivePage.Open(folder.Path);

        (HttpStatusCode status, string said) = await page.Refusal($"/api/runs/{runs[3].RunId}/kernels");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.StartsWith("There is no trained network of run", said, StringComparison.Ordinal);
        Assert.False((bool)(await page.Json($"/api/runs/{runs[3].RunId}"))["hasNetwork"]!);
        Assert.True((bool)(await page.Json($"/api/runs/{runs[0].RunId}"))["hasNetwork"]!);
    }

    [Fact]
    public async Task A_selection_is_compared_by_its_address()
    {
        await using LivePage page = await LivePage.Open(folder.Path);

        JsonNode shown = await page.Json("/api/compare?variant=looked-into/one&variant=looked-into/other");

        string html = string.Concat(shown["sections"]!.AsArray().Select(section => (string)section!["html"]!));
        Assert.Equal(["looked-into"], shown["experiments"]!.AsArray().Select(name => (string)name!));
        Assert.Contains("<h2>Paired comparisons</h2>", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await page.Refusal("/api/compare?variant=one&variant=other")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Refusal("/api/compare?run=gone&run=lost")).Status);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertSame(double[] expected, JsonNode shown)
    {
        Assert.Equal(expected.Length, shown.AsArray().Count);
        Assert.All(expected.Zip(shown.AsArray()), pair => Assert.Equal(pair.First, (double)pair.Second!, 1e-5));
    }

    private double[] Expected(PlannedRun run, ImageSet set, int index)
    {
        using ILearner learner = new SimdEngine().CreateLearner(network, new OptimizerSpec.Sgd(0, false, 0), 1);
        learner.WriteParameters(weights[run.RunId]);
        var probabilities = new float[network.Classes];
        learner.Probabilities(set, [index], probabilities);
        return [.. probabilities.Select(value => (double)value)];
    }

    private TrainedRun Trained(float[] vector)
    {
        TrainedRun run = SyntheticResults.Trained(1, 2, predictions: [3, 1, 4]);
        return run with { Model = network, Weights = vector };
    }

    // Settings as a spec gives them: the network is built of nothing else.
    private static PlannedRun Plan(string variant, long seed)
    {
        ExperimentSpec spec = SpecReader.Read("looked-into.yaml", """
            name: looked-into
            question: "?"
            dataset: mnist
            seeds: 1
            base:
              training: {epochs: 3}
            """, []);
        PlannedRun plan = SyntheticResults.Plan(variant, seed);
        return plan with
        {
            DatasetSha256 = Sum,
            Spec = plan.Spec with { Model = spec.Runs[0].Model, Settings = spec.Runs[0].Settings },
        };
    }
}
