using LeNetLab.Data;
using LeNetLab.Data.Strokes;
using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Tests.Engines;
using LeNetLab.Training;

namespace LeNetLab.Tests.Training;

/// <summary>
/// Every name that a setting takes leads to a run that is trained: what is in the settings alone, and unknown where
/// runs are made or computed, is found here.
/// </summary>
public sealed class EveryChoiceTests
{
    private static readonly Dataset Digits = new(
        "strokes", "a prefix", StrokeDigits.DrawTraining(60, CancellationToken.None),
        StrokeDigits.DrawTest(20, CancellationToken.None));

    // What some values ask for besides.
    private static readonly Dictionary<string, string> Besides = new()
    {
        ["training.schedule=step"] = "training.step_epochs=1",
        ["training.schedule=piecewise"] = "training.schedule_pieces=1x1/0.5",
        ["model.loss=mse"] = "model.output=rbf",
        ["compute.device=cuda"] = "compute.engine=torch",
    };

    public static IEnumerable<TheoryDataRow<string>> Choices =>
        from setting in SettingTable.All
        where setting.Kind is SettingKind.Choice
        from name in ((SettingKind.Choice)setting.Kind).Names
        select RegisteredEngines.Marked(name, new TheoryDataRow<string>($"{setting.Path}={name}"));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Each_is_read_and_trained(string choice)
    {
        RunSpec run = Read(choice);

        Assert.Empty(RunRules.Problems(run));
        Assert.SkipUnless(run.Engine.Device == EngineSpec.Cpu, "No test needs a card.");
        IEngine engine = RegisteredEngines.Engine(run.Engine.Name);
        if (run.Model.Method is null)
            Assert.Null(engine.Lack(run.Model, run.Training.Optimizer));
        Assert.Equal(TrainingEnd.Done, new Trainer(engine, new ManualClock())
            .Train(run, Digits, new SilentObserver(), () => 1, CancellationToken.None).End);
    }

    [Fact]
    public void Each_choice_is_another_run() => Assert.All(
        SettingTable.All.Where(setting => setting is { Kind: SettingKind.Choice, IsOfRun: true }), setting =>
        {
            string[] names = [.. ((SettingKind.Choice)setting.Kind).Names.Where(name => name != SettingDefinition.Auto)];
            string[] runs = [.. names.Select(name => Read($"{setting.Path}={name}"))
                .Select(run => $"{run.Engine}\n{string.Join('\n', run.Settings)}")];
            Assert.Equal(names.Length, runs.Distinct().Count());
        });

    [Fact]
    public void No_kind_is_left_out_of_the_settings()
    {
        RunSpec[] runs = [.. Choices.Select(row => Read(row.Data))];

        Assert.Equal(KindsOf<Activation>(), Met(runs.Select(run => (object?)run.Model.Activation)));
        Assert.Equal(KindsOf<Loss>(), Met(runs.Select(run => (object?)run.Model.Loss)));
        Assert.Equal(KindsOf<MethodSpec>(), Met(runs.Select(run => (object?)run.Model.Method)));
        Assert.Equal(KindsOf<OptimizerSpec>(), Met(runs.Select(run => (object?)run.Training.Optimizer)));
        Assert.Equal(KindsOf<ScheduleSpec>(), Met(runs.Select(run => (object?)run.Training.Schedule)));
    }

    /// <summary>The records that are of a kind, by name.</summary>
    private static string[] KindsOf<T>() => [.. typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T))).Select(type => type.Name).Order()];

    private static string[] Met(IEnumerable<object?> values) =>
        [.. values.OfType<object>().Select(value => value.GetType().Name).Distinct().Order()];

    private static RunSpec Read(string choice)
    {
        string path = choice[..choice.IndexOf('=')];
        var given = new Dictionary<string, string>
        {
            ["training.epochs"] = "1",
            ["training.batch_size"] = "16",
            [path] = choice[(path.Length + 1)..],
        };
        for (SettingNeed? need = SettingTable.Find(path)!.Needs; need is not null; need = need.Setting.Needs)
            given.TryAdd(need.Setting.Path, need.Values[0]);
        if (Besides.TryGetValue(choice, out string? other))
            given[other[..other.IndexOf('=')]] = other[(other.IndexOf('=') + 1)..];
        SettingValues values = SettingValues.Defaults.With(given.Select(pair => new GivenValue(
            SettingTable.Find(pair.Key)!, pair.Value, new SourceMark("test", 0, 0), GivenBy.Base)));
        return RunAssembler.Runs(new SweepCell("choice", values), [1]).Single();
    }
}
