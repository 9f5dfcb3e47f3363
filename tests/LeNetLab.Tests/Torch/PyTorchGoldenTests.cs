using System.Globalization;
using System.Runtime.CompilerServices;
using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Engines.Reference;
using LeNetLab.Models;
using LeNetLab.Numerics;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;

namespace LeNetLab.Tests.Torch;

/// <summary>
/// Losses and gradients as PyTorch computes them, written down: every engine is held to them where PyTorch is not at
/// hand too. <c>LENETLAB_UPDATE_GOLDENS=1 make test-torch</c> writes them anew.
/// </summary>
public sealed class PyTorchGoldenTests
{
    private const int Images = 21;
    private const string Reference = "reference";

    public static IEnumerable<TheoryDataRow<string, string>> EnginesAndKinds =>
        from engine in RegisteredEngines.Names.Append(Reference)
        from kind in NetworksOfEveryKind.Names
        select RegisteredEngines.Marked(engine, new TheoryDataRow<string, string>(engine, kind));

    [Theory]
    [MemberData(nameof(EnginesAndKinds))]
    public void Loss_and_gradients_are_PyTorchs(string engine, string kind)
    {
        if (Golden.IsUpdating)
            return;
        Dictionary<string, double[]> expected = Read()[kind];

        foreach ((string name, double[] values) in Computed(
            engine == Reference ? new ReferenceEngine() : RegisteredEngines.Engine(engine), kind))
        {
            double scale = Math.Max(1e-3, expected[name].Max(Math.Abs));
            Assert.Equal(expected[name].Length, values.Length);
            Assert.All(expected[name].Zip(values), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * scale));
        }
    }

    [Fact]
    [Trait("engine", "torch")]
    public void They_are_kept_for_every_kind()
    {
        if (Golden.IsUpdating)
        {
            File.WriteAllLines(FilePath(), NetworksOfEveryKind.Names.SelectMany(kind =>
                Computed(RegisteredEngines.Engine(RegisteredEngines.Torch), kind).Select(row =>
                    $"{kind}\t{row.Name}\t{string.Join(' ', row.Values.Select(value => value.ToString("G9", CultureInfo.InvariantCulture)))}")));
        }

        Assert.Equal(NetworksOfEveryKind.Names, Read().Keys);
    }

    /// <summary>The mean loss; of each block of parameters the gradient's norm and some of its elements.</summary>
    private static IEnumerable<(string Name, double[] Values)> Computed(IEngine engine, string kind)
    {
        Network network = NetworksOfEveryKind.Get(kind);
        SeedStream random = SeedStream.Open(1, kind);
        ImageSet images = RandomNetworks.Images(random, network, Images);
        using ILearner learner = engine.CreateLearner(network, new OptimizerSpec.Sgd(0, false, 0), Images);
        learner.WriteParameters(RandomNetworks.Parameters(random, network));
        var gradients = new float[network.VectorLength];
        PassResult result = learner.Gradients(images, [.. Enumerable.Range(0, Images)], gradients);

        return
        [
            ("loss", [result.MeanLoss]),
            .. network.Blocks.Select(block =>
            {
                float[] values = gradients[block.Offset..(block.Offset + block.Length)];
                double norm = Math.Sqrt(values.Sum(value => (double)value * value));
                int step = Math.Max(1, values.Length / 6);
                return (block.Name, (double[])[norm, .. values.Where((_, i) => i % step == 0).Select(value => (double)value)]);
            }),
        ];
    }

    private static OrderedDictionary<string, Dictionary<string, double[]>> Read()
    {
        var kinds = new OrderedDictionary<string, Dictionary<string, double[]>>();
        foreach (string[] row in File.ReadLines(FilePath()).Select(line => line.Split('\t')))
        {
            if (!kinds.TryGetValue(row[0], out Dictionary<string, double[]>? blocks))
                kinds.Add(row[0], blocks = []);
            blocks.Add(row[1], [.. row[2].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))]);
        }

        return kinds;
    }

    private static string FilePath([CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "Goldens", "pytorch-2.10.tsv");
}
