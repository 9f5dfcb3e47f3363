using System.Globalization;
using LeNetLab.Data.Distortions;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Tests.Training;
using LeNetLab.Training;

namespace LeNetLab.Tests.Specs;

/// <summary>A run that is made in code has the defaults of a spec, and is held against the same rules.</summary>
public sealed class RunRulesTests
{
    public static TheoryData<string> Models =>
    [
        .. Enum.GetNames<Preset>().Select(name => $"preset {name}"),
        .. Activation.All.Select(one => $"activation {one.Name}"),
        .. OptimizerSpec.All.Select(one => $"optimiser {one.Name}"),
        .. Loss.All.Select(one => $"loss {one.Name}"), "output Rbf",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_is_not_set_is_what_a_spec_has(string chosen)
    {
        (string kind, string name) = (chosen.Split(' ')[0], chosen.Split(' ')[1]);
        ModelSpec model = kind switch
        {
            "preset" => new ModelSpec { Preset = Enum.Parse<Preset>(name) },
            "activation" => new ModelSpec { Activation = Activation.Named(name) },
            "loss" => new ModelSpec { Output = OutputKind.Rbf, Loss = Loss.Named(name) },
            "output" => new ModelSpec { Output = OutputKind.Rbf },
            _ => new ModelSpec(),
        };
        TrainingSpec training = kind == "optimiser"
            ? new TrainingSpec { Optimizer = OptimizerSpec.Named(name) }
            : new TrainingSpec();
        string yaml = kind switch
        {
            "preset" => $"model: {{preset: {SettingTable.Preset.Kind.Written(model.Preset)}}}",
            "activation" => $"model: {{activation: {name}}}",
            "loss" => $"model: {{output: rbf, loss: {name}}}",
            "output" => "model: {output: rbf}",
            _ => $"training: {{optimizer: {name}}}",
        };
        RunSpec asked = SpecReader.Read("x.yaml", SpecText.With($"base: {{{yaml}}}"), []).Runs.Single();
        var bare = new RunSpec("base", model, training, 1, []);

        RunSpec made = RunSpec.Create("base", model, training, 1);

        Assert.Equal(asked.Settings, made.Settings);
        Assert.Equal(asked, made with { Settings = asked.Settings });
        Assert.Equal((asked.Initialisation, asked.InitialisationGain), (bare.Initialisation, bare.InitialisationGain));
        Assert.Equal(asked.Training.LearningRate, bare.Training.LearningRate);
        Assert.Equal(asked.Model, bare.Model);
    }

    [Theory]
    [MemberData(nameof(ShippedExperimentsTests.Names), MemberType = typeof(ShippedExperimentsTests))]
    public void Every_run_of_a_spec_is_made_again_from_its_records(string name)
    {
        string path = Path.Combine(ShippedExperimentsTests.Folder(), name + ".yaml");
        foreach (RunSpec run in SpecReader.Read(path, SpecFile.ReadText(path), []).Runs)
        {
            RunSpec made = RunSpec.Create(run.Variant, run.Model, run.Training, run.Seed, run.Engine);

            Assert.Equal(run.Settings, made.Settings);
            Assert.Equal(run, made with { Settings = run.Settings });
        }
    }

    public static TheoryData<string> Ranged =>
        [.. SettingTable.All.Where(setting => Outside(setting).Length > 0).Select(setting => setting.Path)];

    [Theory]
    [MemberData(nameof(Ranged))]
    public void What_is_out_of_range_is_refused_in_the_words_of_a_spec(string path)
    {
        SettingDefinition setting = SettingTable.Find(path)!;
        foreach (double value in Outside(setting))
        {
            string text = setting.Kind.Written(value);
            RunSpec run = With(path, value);
            SpecException spec = Assert.Throws<SpecException>(() => SpecReader.Read(
                "x.yaml", SpecText.With($"grid: {{{path}: ['{text}']}}"), []));

            SpecException made = Assert.Throws<SpecException>(() => RunSpec.Create("odd", run.Model, run.Training, 3));

            Assert.Equal(spec.Errors[0].Message, Assert.Single(made.Errors).Message);
            Assert.Contains($"`{path}: {text}`", made.Message, StringComparison.Ordinal);
            Assert.Contains(setting.Kind.Allowed, made.Message, StringComparison.Ordinal);
            Assert.StartsWith("run `odd` of seed 3: ", made.Message, StringComparison.Ordinal);
            Assert.Equal([made.Errors[0].Message], SpecLimits.Check(run, 60_000));
            Assert.Throws<SpecException>(() => Train(run));
        }
    }

    [Fact]
    public void What_does_not_go_together_is_refused_too()
    {
        void Refused(string said, ModelSpec model, TrainingSpec training)
        {
            var run = new RunSpec("odd", model, training, 1, []);
            Assert.Contains(said, Assert.Single(RunRules.Problems(run)), StringComparison.Ordinal);
            Assert.Throws<SpecException>(() => Train(run));
        }

        Refused("`training.warmup_epochs: 9` is longer than `training.epochs: 8`", new(), new() { WarmupEpochs = 9 });
        Refused("`training.nesterov: true` has no effect", new(), new() { Optimizer = new OptimizerSpec.Sgd(0, true) });
        Refused("`model.loss: mse` has no minimum", new() { Loss = new Loss.Mse() }, new());
        Refused("compares 84 units with bitmaps", new() { Output = OutputKind.Rbf, F6 = 67 }, new());
        Refused("`model.preset: lenet5` is no Neighbours", new() { Method = new MethodSpec.Neighbours() }, new());
        Refused("`model.preset: 99` is none of its values", new() { Preset = (Preset)99 }, new());
    }

    [Fact]
    public void What_has_no_effect_can_be_anything() => Assert.Empty(RunRules.Problems(
        new RunSpec("knn", new ModelSpec { Preset = Preset.Knn }, new TrainingSpec { Epochs = 0, LearningRate = -1 }, 1, [])));

    private static void Train(RunSpec run) => new Trainer(new FakeEngine(), new ManualClock())
        .Train(run, Samples.Dataset(), new SilentObserver(), () => 1, CancellationToken.None);

    /// <summary>Numbers just out of a setting's range, and what is no number.</summary>
    private static double[] Outside(SettingDefinition setting) => setting.Kind switch
    {
        // A strength of 0 stands for no such distortion.
        SettingKind.Number number =>
        [
            .. number.MinAllowed || setting == SettingTable.AffineStrength || setting == SettingTable.ElasticAlpha
                ? Array.Empty<double>()
                : [number.Min],
            number.Min - 0.125, number.MaxAllowed ? number.Max + 0.125 : number.Max, double.NaN, double.PositiveInfinity,
        ],
        SettingKind.Whole whole => [whole.Min - 1, whole.Max + 1],
        _ => [],
    };

    /// <summary>A run with nothing set but this, and what it needs for an effect.</summary>
    private static RunSpec With(string path, double value)
    {
        int whole = double.IsFinite(value) ? (int)value : 0;
        var usual = new RunSpec("odd", new ModelSpec(), new TrainingSpec(), 3, []);
        RunSpec Model(ModelSpec model) => usual with { Model = model };
        RunSpec Training(TrainingSpec training) => usual with { Training = training };
        RunSpec Rule(OptimizerSpec rule) => Training(new() { Optimizer = rule });
        RunSpec Method(Preset preset, MethodSpec method) => Model(new() { Preset = preset, Method = method });
        RunSpec Bent(double affine, double alpha, double sigma) =>
            Training(new() { Distortion = new DistortionStrength(affine, alpha, sigma) });
        return path switch
        {
            "model.negative_slope" => Model(new() { Activation = new Activation.LeakyRelu(value) }),
            "model.f6" => Model(new() { F6 = whole }),
            "model.map_j" => Model(new() { Output = OutputKind.Rbf, Loss = new Loss.Map(value) }),
            "model.k" => Method(Preset.Knn, new MethodSpec.Neighbours(whole)),
            "model.svm_c" => Method(Preset.SvmLinear, new MethodSpec.LinearSvm(value)),
            "model.svm_gamma" => Method(Preset.SvmRbf, new MethodSpec.RbfSvm(Gamma: value)),
            "model.svm_tolerance" => Method(Preset.HogLinear, new MethodSpec.HogSvm(Tolerance: value)),
            "training.epochs" => Training(new() { Epochs = whole }),
            "training.batch_size" => Training(new() { BatchSize = whole }),
            "training.learning_rate" => Training(new() { LearningRate = value }),
            "training.momentum" => Rule(new OptimizerSpec.Sgd(value)),
            "training.weight_decay" => Rule(new OptimizerSpec.Adam(WeightDecay: value)),
            "training.beta1" => Rule(new OptimizerSpec.Adam(Beta1: value)),
            "training.beta2" => Rule(new OptimizerSpec.Adam(Beta2: value)),
            "training.epsilon" => Rule(new OptimizerSpec.Adam(Epsilon: value)),
            "training.damping" => Rule(new OptimizerSpec.Sdlm(value)),
            "training.curvature_images" => Rule(new OptimizerSpec.Sdlm(CurvatureImages: whole)),
            "training.step_epochs" => Training(new() { Schedule = new ScheduleSpec.Step(whole) }),
            "training.step_factor" => Training(new() { Schedule = new ScheduleSpec.Step(1, value) }),
            "training.warmup_epochs" => Training(new() { WarmupEpochs = value }),
            "training.initialisation_gain" => Training(new() { InitialisationGain = value }),
            "training.train_images" => Training(new() { TrainImages = whole }),
            "training.validation_images" => Training(new() { ValidationImages = whole }),
            "training.affine_strength" => Bent(value, 0, 4),
            "training.elastic_alpha" => Bent(0, value, 4),
            "training.elastic_sigma" => Bent(0, 34, value),
            _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"How is {path} set to {value}?")),
        };
    }
}
