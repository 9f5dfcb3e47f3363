using LeNetLab.Engines;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Specs;

public sealed class RecordedSettingsTests
{
    [Theory]
    [MemberData(nameof(ShippedExperimentsTests.Names), MemberType = typeof(ShippedExperimentsTests))]
    public void Every_run_of_every_shipped_experiment_comes_back_from_what_is_recorded_of_it(string name)
    {
        string path = Path.Combine(ShippedExperimentsTests.Folder(), name + ".yaml");

        Assert.All(SpecReader.Read(path, SpecFile.ReadText(path), []).Runs, AssertRoundTrip);
    }

    [Fact]
    public void So_does_every_setting_that_a_spec_can_give() => Assert.All(
        SpecReader.Read("all.yaml", """
            name: all
            question: Is everything recorded?
            dataset: strokes
            seeds: [9]
            base:
              model: {preset: lenet5-wide, activation: leaky_relu, negative_slope: 0.3, f6: 7, c3: partial, pooling: max}
              training: {epochs: 3, batch_size: 5, learning_rate: 1e-7, weight_decay: 0.25, warmup_epochs: 0.5,
                         train_images: 500, validation_images: 20, initialisation: paper_1998, initialisation_gain: 3}
            variants:
              adam: {training.optimizer: adam, training.beta1: 0.8, training.beta2: 0.99, training.epsilon: 1e-30}
              sgd: {training.momentum: 0.125, training.nesterov: true, training.schedule: step, training.step_epochs: 2,
                    training.step_factor: 0.3}
              constant: {training.schedule: constant, compute.engine: torch, compute.device: cuda}
              paper: {model.preset: lenet5-1998, model.f6: 84, model.loss: map, model.map_j: 3,
                      training.optimizer: sdlm, training.damping: 0.1, training.curvature_images: 7,
                      training.schedule: lenet5-1998}
              mse: {model.output: rbf, model.f6: 84, model.loss: mse, training.schedule: piecewise,
                    training.schedule_pieces: 1x2/0.3}
            """, []).Runs,
        AssertRoundTrip);

    [Fact]
    public void A_reader_is_told_what_goes_without_saying_too()
    {
        RunSpec run = Assert.Single(SpecReader.Read(
            "one.yaml", "{name: one, question: Which?, dataset: strokes, seeds: [1], base: {training: {distortion: affine}}}",
            []).Runs);

        IReadOnlyList<Setting> all = RecordedSettings.Complete(run.Settings);

        Assert.DoesNotContain(run.Settings, setting => setting.Path is "model.output" or "training.affine_strength");
        Assert.Contains(new Setting("model.output", "softmax"), all);
        Assert.Contains(new Setting("model.loss", "cross_entropy"), all);
        Assert.Contains(new Setting("training.distortion", "affine"), all);
        Assert.Contains(new Setting("training.affine_strength", "1"), all);
        Assert.DoesNotContain(all, setting => setting.Path == "model.negative_slope");
        Assert.Equal(all, RecordedSettings.Complete(all));
        Assert.Equal(run.Settings, RecordedSettings.Rebuild("r", "v", 1, EngineSpec.Usual, all).Settings);
    }

    [Fact]
    public void What_another_version_recorded_stays_as_it_is()
    {
        Setting[] odd = [new("model.preset", "lenet5"), new("model.of_tomorrow", "7")];

        Assert.Equal(odd, RecordedSettings.Complete(odd));
    }

    // What goes without saying must be what a reader of the row takes: another preset has other defaults.
    [Theory]
    [InlineData("preset: lenet5", "")]
    [InlineData("preset: lenet5, output: softmax, loss: cross_entropy", "")]
    [InlineData("preset: lenet5-1998", "model.output=rbf model.loss=map")]
    [InlineData("preset: lenet5-1998, output: softmax", "model.output=softmax")]
    [InlineData("preset: lenet5-1998, loss: cross_entropy", "model.output=rbf model.loss=cross_entropy")]
    public void What_goes_without_saying_with_one_preset_is_said_with_another(string model, string recorded)
    {
        RunSpec run = SpecReader.Read("x.yaml", SpecText.With($"base: {{model: {{{model}}}}}"), []).Runs[0];

        Assert.Equal(recorded, string.Join(' ', run.Settings
            .Where(setting => setting.Path is "model.output" or "model.loss")
            .Select(setting => $"{setting.Path}={setting.Value}")));
        AssertRoundTrip(run);
    }

    [Theory]
    [InlineData("model.wings", "2", "it was recorded with `model.wings`, which this program does not have")]
    [InlineData("model.activation", "swish", "its `model.activation: swish` is not available")]
    [InlineData("training.epochs", "08", "its `training.epochs: 08` is not a whole number")]
    [InlineData("training.beta1", "0.9", "its `training.beta1: 0.9` has no effect beside its others")]
    [InlineData("training.epochs", null, "it was recorded without `training.epochs`, which this program needs to know")]
    public void What_this_program_never_recorded_is_refused(string path, string? value, string message)
    {
        RunSpec run = SpecReader.Read(
            "a.yaml", "{name: a, question: b?, dataset: strokes, seeds: 1, base: {model: {activation: relu}}}",
            []).Runs[0];
        IEnumerable<Setting> others = run.Settings.Where(setting => setting.Path != path);

        var refusal = Assert.Throws<SpecException>(() => RecordedSettings.Rebuild(
            "0123", "a", 1, run.Engine, [.. others, .. value is null ? Array.Empty<Setting>() : [new(path, value)]]));

        Assert.StartsWith($"run 0123: {message}", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertRoundTrip(RunSpec run)
    {
        RunSpec rebuilt = RecordedSettings.Rebuild("0123", run.Variant, run.Seed, run.Engine, run.Settings);

        Assert.Equal(run.Settings, rebuilt.Settings);
        Assert.Equal(run, rebuilt with { Settings = run.Settings });
        var engine = new EngineIdentity(run.Engine.Name, 1, run.Engine.Device, 256);
        string sum = new('a', 64);
        Assert.Equal(RunIdentity.Of(run, sum, engine), RunIdentity.Of(rebuilt, sum, engine));
    }
}
