using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LeNetLab.Engines;
using LeNetLab.Reports;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Specs;

/// <summary>The specs in experiments/, as a reader of that folder finds them.</summary>
public sealed class ShippedExperimentsTests
{
    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder(), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_valid_named_after_its_file_and_says_what_to_expect(string name)
    {
        ExperimentSpec spec = Read(name, []);

        Assert.Equal(name, spec.Name);
        Assert.EndsWith("?", spec.Question, StringComparison.Ordinal);
        Assert.Contains("xpect", spec.Notes, StringComparison.Ordinal);
        Assert.Equal(("mnist", "strokes"), (spec.Dataset, spec.OfflineFallback));
        Assert.All(spec.Runs, run => Assert.Empty(SpecLimits.Check(run, 60_000)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_can_be_shortened_from_the_command_line(string name)
    {
        ExperimentSpec spec = Read(name, ["training.epochs=1", "seeds=1", "training.train_images=15000"]);

        Assert.All(
            spec.Runs,
            run => Assert.Equal((1, 1L, 15000), (run.Training.Epochs, run.Seed, run.Training.TrainImages)));
    }

    [Fact]
    public void Those_that_a_reader_would_ask_for_are_there()
    {
        // Name, cells, seeds: what their notes say of their cost rests on these.
        (string Name, int Cells, int Seeds)[] expected =
        [
            ("activation-sweep", 5, 8), ("all-variants", 48, 9), ("c3-connectivity", 4, 10), ("distortions", 2, 10),
            ("distortions-wide", 2, 10), ("engine-agreement", 2, 6), ("fair-rates", 3, 9),
            ("gap-vs-training-size", 10, 6), ("invariance", 6, 8), ("lenet5-1998", 3, 8), ("lenet5-1998-pieces", 10, 11),
            ("pattern-by-pattern", 6, 10), ("pooling", 3, 10), ("smoke", 2, 2), ("traditional", 9, 9),
            ("vanishing-gradients", 6, 8), ("width", 4, 8),
        ];

        Assert.All(expected, experiment =>
        {
            IReadOnlyList<RunSpec> runs = Read(experiment.Name, []).Runs;
            Assert.Equal(experiment.Cells, runs.Select(run => run.Variant).Distinct().Count());
            Assert.Equal(experiment.Seeds, runs.Select(run => run.Seed).Distinct().Count());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_seeds_enough_for_what_it_compares(string name)
    {
        // The first only tries whether everything works; the others ask for a curve or for a ranking of many.
        string[] withoutClaims = ["smoke", "gap-vs-training-size", "all-variants"];

        PlannedFamily family = PlannedFamily.Of(Read(name, []), 60_000);

        Assert.Equal(!withoutClaims.Contains(name), family.LeavesRoom);
    }

    /// <summary>What is done is never trained again: a change here asks every user of an experiment to do so.</summary>
    [Fact]
    public void The_runs_of_each_are_known_by_these_ids()
    {
        var text = new StringBuilder();
        foreach (string name in Names().Select(row => row.Data))
        {
            ExperimentSpec spec = Read(name, []);
            IEnumerable<string> ids = spec.Runs.Concat(spec.Tuning?.PossibleRuns ?? []).Concat(spec.Tuning?.Trials ?? [])
                .Select(run => RunIdentity.Of(
                    run, new string('a', 64), new EngineIdentity(run.Engine.Name, 2, run.Engine.Device, 256)));
            byte[] sum = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids)));
            text.Append($"{name}: {ids.Count()} runs, {Convert.ToHexStringLower(sum)[..16]}\n");
        }

        Golden.Matches(text.ToString(), "shipped-run-ids");
    }

    private static ExperimentSpec Read(string name, string[] overrides)
    {
        string path = Path.Combine(Folder(), name + ".yaml");
        return SpecReader.Read(path, SpecFile.ReadText(path), overrides);
    }

    internal static string Folder([CallerFilePath] string testFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, "..", "..", "..", "experiments"));
}
