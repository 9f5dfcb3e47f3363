using LeNetLab.Data.Distortions;
using LeNetLab.Models;
using LeNetLab.Naming;

namespace LeNetLab.Specs;

/// <summary>Every setting, in the order in which they are recorded and documented.</summary>
public static class SettingTable
{
    private const int MaxImages = 100_000_000;
    private const string Of1998 = "lenet5-1998", NoDistortion = "none";

    // Declared first: each row below adds itself.
    private static readonly List<SettingDefinition> Rows = [];

    private static readonly RunSpec Usual = Of(new ModelSpec());
    private static readonly RunSpec Published = Of(new ModelSpec { Preset = Models.Preset.LeNet5Of1998 });

    // Runs with nothing set but one choice: a default is what the first of them has that has anything.
    private static readonly RunSpec[] Plain =
    [
        Usual,
        .. Enum.GetValues<Preset>().Select(preset => Of(new ModelSpec { Preset = preset })),
        .. Models.Activation.All.Select(activation => Of(new ModelSpec { Activation = activation })),
        .. Models.Loss.All.Select(loss => Of(new ModelSpec { Loss = loss })),
        .. OptimizerSpec.All.Select(rule => Usual with { Training = new TrainingSpec { Optimizer = rule } }),
    ];

    /// <summary>The family of layers.</summary>
    public static SettingDefinition Preset { get; } = Row("model.preset",
        SettingKind.Choice.Of<Preset>(
            "lenet5", "lenet5-wide", Of1998, "logistic", "mlp", "knn", "svm-linear", "svm-rbf", "hog-linear") with
        {
            Others = WellKnown.Networks,
        },
        "6 and 16 maps, 120 and 84 units; or, wide, 32 and 64 maps, 1024 units; or the first as it was published in "
        + "1998, where other settings have other defaults; the others are [methods](methods.md) that LeNet-5 is "
        + "compared with", run => run.Model.Preset, movesBestRate: true);

    private static readonly SettingNeed ALeNet = new(Preset, ["lenet5", "lenet5-wide", Of1998], "a LeNet");
    private static readonly SettingNeed ASquashing =
        new(Preset, [.. ALeNet.Values, "mlp"], "a network with hidden layers");
    private static readonly SettingNeed AMachine =
        new(Preset, ["svm-linear", "svm-rbf", "hog-linear"], "a support vector machine");
    private static readonly SettingNeed ANetwork = new(Preset, [.. ASquashing.Values, "logistic"], "a network");

    /// <summary>The squashing function.</summary>
    public static SettingDefinition Activation { get; } = Row("model.activation",
        new SettingKind.Choice([.. Models.Activation.All.Select(one => one.Name)]) { Others = WellKnown.Activations },
        "squashing function of every layer but the output; `scaled_tanh` is 1.7159·tanh(⅔a), "
        + "`log_relu` ln(1 + max(0, a))", run => run.Model.Activation.Name, needs: ASquashing, ownOf1998: true,
        movesBestRate: true);

    /// <summary>Leaky ReLU's slope left of 0.</summary>
    public static SettingDefinition NegativeSlope { get; } = Row("model.negative_slope",
        new SettingKind.Number(0, true, 1, false), "slope of `leaky_relu` left of 0",
        run => (run.Model.Activation as Activation.LeakyRelu)?.NegativeSlope, needs: SettingNeed.Of(Activation, "leaky_relu"));

    /// <summary>How S2 feeds C3.</summary>
    public static SettingDefinition C3 { get; } = Row("model.c3",
        SettingKind.Choice.Of<C3Connections>("full", "partial"),
        "every S2 map to every C3 map, or the paper's Table I", run => run.Model.C3, needs: ALeNet, ownOf1998: true);

    /// <summary>What S2 and S4 do.</summary>
    public static SettingDefinition Pooling { get; } = Row("model.pooling",
        SettingKind.Choice.Of<PoolingKind>("average", "max", "subsampling", "subsampling_sum") with
        {
            Synonyms = WellKnown.PoolingSynonyms,
        },
        "what becomes of 2×2 values; `subsampling` has a trainable coefficient and bias for each map and is squashed; "
        + "its coefficient meets their mean, that of `subsampling_sum` their sum", run => run.Model.Pooling, needs: ALeNet,
        ownOf1998: true);

    /// <summary>Units of F6.</summary>
    public static SettingDefinition F6 { get; } = Row("model.f6",
        new SettingKind.Whole(0, 4096, "auto"),
        "units of the layer before the output, 0 for no such layer; `auto` is 84, and 0 for `lenet5-wide`",
        run => run.Model.F6, "auto", needs: ALeNet,
        suits: values => new ModelSpec { Preset = values.Choice<Preset>(Preset) }.F6Units);

    /// <summary>Units of an MLP's hidden layers.</summary>
    public static SettingDefinition Hidden { get; } = Row("model.hidden",
        new SettingKind.Sizes(),
        "units of the hidden layers, from the input on: `300`, or two layers as `[300, 100]` or `300-100`",
        run => run.Model.Hidden,
        needs: SettingNeed.Of(Preset, "mlp"));

    /// <summary>The output.</summary>
    public static SettingDefinition Output { get; } = Row("model.output",
        SettingKind.Choice.Of<OutputKind>("softmax", "rbf"),
        "a trained logit for each class; or the squared distance of the 84 units of F6 to a fixed 7×12 bitmap of each "
        + "digit (eq. 7), of which the smallest wins", run => run.Model.Output, needs: ALeNet, ownOf1998: true,
        unsaid: "softmax", movesBestRate: true);

    /// <summary>What training makes small.</summary>
    public static SettingDefinition Loss { get; } = Row("model.loss",
        new SettingKind.Choice([.. Models.Loss.All.Select(one => one.Name), "auto"]) { Others = WellKnown.Losses },
        "what training makes small: `mse` is the distance to the right digit's bitmap (eq. 8), `map` keeps those of "
        + "the others large (eq. 9); `auto` is `map` with `model.output: rbf`, and `cross_entropy` otherwise",
        run => run.Model.Loss.Name, "auto", needs: ANetwork,
        suits: values => new ModelSpec
        {
            Preset = values.Choice<Preset>(Preset),
            Output = values.Choice<OutputKind>(Output),
        }.Loss.Name,
        unsaid: "cross_entropy", movesBestRate: true);

    /// <summary>The constant of MAP.</summary>
    public static SettingDefinition MapJ { get; } = Row("model.map_j",
        new SettingKind.Number(0, false, 1000, true),
        "j of eq. 9: distances well beyond it are not pushed further",
        run => (run.Model.Loss as Loss.Map)?.J, needs: SettingNeed.Of(Loss, "map"));

    /// <summary>Neighbours that vote.</summary>
    public static SettingDefinition K { get; } = Row("model.k",
        new SettingKind.Whole(1, MethodSpec.Neighbours.Most, "auto"),
        "neighbours that vote; `auto` is what errs least on the validation images, of which there must be some",
        run => run.Model.Method is MethodSpec.Neighbours method ? method.K ?? (object)"auto" : null,
        needs: SettingNeed.Of(Preset, "knn"));

    /// <summary>What an error costs a support vector machine.</summary>
    public static SettingDefinition SvmC { get; } = Row("model.svm_c",
        new SettingKind.Number(0, false, 1_000_000, true, "auto"),
        "C: what an error costs against a narrower margin; `auto` is 5 for `svm-rbf`, 0.01 for `svm-linear` and 0.1 "
        + "for `hog-linear`",
        run => Machine(run.Model.Method)?.C, "auto", needs: AMachine,
        suits: values => (Machine(MethodSpec.Usual(values.Choice<Preset>(Preset))) ?? Machine(new MethodSpec.HogSvm()))!
            .Value.C);

    /// <summary>The width of the radial kernel.</summary>
    public static SettingDefinition SvmGamma { get; } = Row("model.svm_gamma",
        new SettingKind.Number(0, false, 1000, true),
        "γ of the kernel e^(−γ‖x − y‖²), pixels from 0 to 1", run => (run.Model.Method as MethodSpec.RbfSvm)?.Gamma,
        needs: SettingNeed.Of(Preset, "svm-rbf"));

    /// <summary>How exactly a support vector machine is solved.</summary>
    public static SettingDefinition SvmTolerance { get; } = Row("model.svm_tolerance",
        new SettingKind.Number(0, false, 1, true),
        "how far the solution may miss the conditions of the exact one, in units of a margin of 1",
        run => Machine(run.Model.Method)?.Tolerance, needs: AMachine);

    /// <summary>Side of a cell of a histogram of gradients.</summary>
    public static SettingDefinition HogCell { get; } = Row("model.hog_cell",
        new SettingKind.Choice(["4", "7"]),
        "side of a cell of the histograms, in pixels; blocks are 2×2 cells",
        run => (run.Model.Method as MethodSpec.HogSvm)?.Cell,
        needs: SettingNeed.Of(Preset, "hog-linear"));

    /// <summary>Passes over the training images.</summary>
    public static SettingDefinition Epochs { get; } = Row("training.epochs",
        new SettingKind.Whole(1, 10_000), "passes over the training images", run => run.Training.Epochs,
        needs: ANetwork);

    /// <summary>Images in a step.</summary>
    public static SettingDefinition BatchSize { get; } = Row("training.batch_size",
        new SettingKind.Whole(1, 4096), "images in a step; an epoch's last may have fewer",
        run => run.Training.BatchSize, needs: ANetwork, movesBestRate: true);

    /// <summary>The optimiser.</summary>
    public static SettingDefinition Optimizer { get; } = Row("training.optimizer",
        new SettingKind.Choice([.. OptimizerSpec.All.Select(one => one.Name)]) { Others = WellKnown.Optimizers },
        "how gradients become steps; `sdlm` is the stochastic diagonal Levenberg–Marquardt of 1998, for `simd` alone",
        run => run.Training.Optimizer.Name, needs: ANetwork, movesBestRate: true);

    /// <summary>The rate that the schedule scales.</summary>
    public static SettingDefinition LearningRate { get; } = Row("training.learning_rate",
        new SettingKind.Number(0, false, 100, true, "auto"),
        "size of a step; the schedule scales it. `auto` is "
        + string.Join(", ", OptimizerSpec.All.Select(rule => $"{Text(rule.SuitableRate)} for `{rule.Name}`"))
        + " ([why](#learning-rates))",
        run => run.Training.LearningRate, "auto", needs: ANetwork,
        suits: values => OptimizerSpec.Named(values[Optimizer]).SuitableRate);

    /// <summary>SGD's momentum.</summary>
    public static SettingDefinition Momentum { get; } = Row("training.momentum",
        new SettingKind.Number(0, true, 1, false), "share of the last step that is taken again",
        run => (run.Training.Optimizer as OptimizerSpec.Sgd)?.Momentum, needs: SettingNeed.Of(Optimizer, "sgd"),
        movesBestRate: true);

    /// <summary>Nesterov's momentum.</summary>
    public static SettingDefinition Nesterov { get; } = Row("training.nesterov",
        new SettingKind.Toggle(), "take the gradient's step after the momentum's",
        run => (run.Training.Optimizer as OptimizerSpec.Sgd)?.Nesterov, needs: SettingNeed.Of(Optimizer, "sgd"));

    /// <summary>Weight decay λ.</summary>
    public static SettingDefinition WeightDecay { get; } = Row("training.weight_decay",
        new SettingKind.Number(0, true, 1, true), "λ: adds λ·w to the gradient of every parameter w",
        run => run.Training.Optimizer.WeightDecay, needs: ANetwork);

    /// <summary>Adam's decay of the mean.</summary>
    public static SettingDefinition Beta1 { get; } = Row("training.beta1",
        new SettingKind.Number(0, true, 1, false), "decay of the mean gradient",
        run => (run.Training.Optimizer as OptimizerSpec.Adam)?.Beta1, needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>Adam's decay of the mean square.</summary>
    public static SettingDefinition Beta2 { get; } = Row("training.beta2",
        new SettingKind.Number(0, true, 1, false), "decay of its mean square",
        run => (run.Training.Optimizer as OptimizerSpec.Adam)?.Beta2, needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>Adam's ε.</summary>
    public static SettingDefinition Epsilon { get; } = Row("training.epsilon",
        new SettingKind.Number(0, false, 1, true), "added to the root of the mean square",
        run => (run.Training.Optimizer as OptimizerSpec.Adam)?.Epsilon, needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>SDLM's μ.</summary>
    public static SettingDefinition Damping { get; } = Row("training.damping",
        new SettingKind.Number(0, false, 1000, true),
        "μ: a parameter's rate is divided by μ + h, h the curvature of the loss",
        run => (run.Training.Optimizer as OptimizerSpec.Sdlm)?.Damping,
        needs: SettingNeed.Of(Optimizer, "sdlm"));

    /// <summary>Images on which SDLM estimates curvature.</summary>
    public static SettingDefinition CurvatureImages { get; } = Row("training.curvature_images",
        new SettingKind.Whole(1, MaxImages),
        "training images, drawn anew before each epoch, on which h is estimated; all, if there are fewer",
        run => (run.Training.Optimizer as OptimizerSpec.Sdlm)?.CurvatureImages,
        needs: SettingNeed.Of(Optimizer, "sdlm"));

    /// <summary>How the rate changes.</summary>
    public static SettingDefinition Schedule { get; } = Row("training.schedule",
        new SettingKind.Choice(["constant", "step", "cosine", "piecewise", Of1998]),
        "the rate stays; or falls every few epochs; or follows half a cosine down to 0; or is listed; `lenet5-1998` is "
        + "the list `1x2/0.4x3/0.2x3/0.1x4/0.02`, published for a rate of 0.0005",
        run => run.Training.Schedule.Name, needs: ANetwork);

    /// <summary>Factors of the rate, each for some epochs.</summary>
    public static SettingDefinition SchedulePieces { get; } = Row("training.schedule_pieces",
        new SettingKind.Pieces(),
        "what the rate is multiplied by, and for how many epochs: `1x2/0.4x3/0.1` is 1 for two epochs, 0.4 for three, "
        + "then 0.1",
        run => run.Training.Schedule is ScheduleSpec.Piecewise { Name: "piecewise" } list ? list.Pieces : null,
        needs: SettingNeed.Of(Schedule, "piecewise"));

    /// <summary>Epochs between two falls of the rate.</summary>
    public static SettingDefinition StepEpochs { get; } = Row("training.step_epochs",
        new SettingKind.Whole(1, 10_000), "epochs after which the rate falls, again and again",
        run => (run.Training.Schedule as ScheduleSpec.Step)?.EveryEpochs, needs: SettingNeed.Of(Schedule, "step"));

    /// <summary>What a fall multiplies the rate by.</summary>
    public static SettingDefinition StepFactor { get; } = Row("training.step_factor",
        new SettingKind.Number(0, false, 1, false), "what the rate is then multiplied by",
        run => (run.Training.Schedule as ScheduleSpec.Step)?.Factor, Text(new ScheduleSpec.Step(1).Factor),
        needs: SettingNeed.Of(Schedule, "step"));

    /// <summary>Epochs over which the rate rises.</summary>
    public static SettingDefinition WarmupEpochs { get; } = Row("training.warmup_epochs",
        new SettingKind.Number(0, true, 10_000, true), "epochs (or a fraction of one) over which the rate first rises from 0",
        run => run.Training.WarmupEpochs, needs: ANetwork);

    /// <summary>How the first weights are drawn.</summary>
    public static SettingDefinition Initialisation { get; } = Row("training.initialisation",
        SettingKind.Choice.OrWord<InitialisationKind>("auto", "lecun_uniform", "lecun_normal", "glorot_uniform",
            "glorot_normal", "he_uniform", "he_normal", "paper_1998") with
        {
            Synonyms = WellKnown.InitialisationSynonyms,
        },
        "how the first weights are drawn; `auto` is `he_uniform` for rectifiers, `glorot_uniform` for sigmoid, "
        + "`lecun_uniform` for the tangents, and `paper_1998` for all with `model.preset: lenet5-1998`",
        run => run.Training.Initialisation, "auto", needs: ANetwork,
        suits: values => Squashed(values).SuitableInitialisation);

    /// <summary>What the first weights are multiplied by.</summary>
    public static SettingDefinition InitialisationGain { get; } = Row("training.initialisation_gain",
        new SettingKind.Number(0, false, 100, true, "auto"),
        "what they are then multiplied by; `auto` is 4 for sigmoid, which makes up for its slope of ¼ at 0 (1 with "
        + "`paper_1998`), and 1 for the others",
        run => run.Training.InitialisationGain, "auto", needs: ANetwork,
        suits: values => Squashed(values).SuitableGain(values.Choice<InitialisationKind>(Initialisation)));

    /// <summary>How much of the training set is used.</summary>
    public static SettingDefinition TrainImages { get; } = Row("training.train_images",
        new SettingKind.Whole(1, MaxImages, "all"),
        "the first n of a seeded permutation of the training set, validation images included",
        run => run.Training.TrainImages ?? (object)"all");

    /// <summary>How many of those are held out.</summary>
    public static SettingDefinition ValidationImages { get; } = Row("training.validation_images",
        new SettingKind.Whole(0, MaxImages),
        "how many of those are held out of training and measured after each epoch",
        run => run.Training.ValidationImages);

    /// <summary>Which distortions the training images get.</summary>
    public static SettingDefinition Distortion { get; } = Row("training.distortion",
        new SettingKind.Choice([NoDistortion, "affine", "elastic", "affine+elastic"]),
        "random distortions of the training images, drawn anew for each image and epoch: `affine` moves, scales, "
        + "squeezes and shears, `elastic` bends locally; nothing that is measured after the epoch is distorted",
        run => DistortionName(run.Training.Distortion), needs: ANetwork, unsaid: NoDistortion);

    /// <summary>Strength of the affine ones.</summary>
    public static SettingDefinition AffineStrength { get; } = Row("training.affine_strength",
        new SettingKind.Number(0, false, 3, true),
        "of `affine`: 1 is up to 2 pixels each way, 15 % larger or smaller, 10 % wider and lower or the reverse, a "
        + "quarter of a pixel aside for each row",
        run => run.Training.Distortion is { Affine: not 0 } bent ? bent.Affine : null, "1", needs: ANetwork,
        unsaid: "1");

    /// <summary>α of the elastic ones.</summary>
    public static SettingDefinition ElasticAlpha { get; } = Row("training.elastic_alpha",
        new SettingKind.Number(0, false, 200, true),
        "α of `elastic` in pixels: what the smoothed field is multiplied by (Simard et al. 2003)",
        run => run.Training.Distortion is { ElasticAlpha: not 0 } bent ? bent.ElasticAlpha : null, "34",
        needs: ANetwork, unsaid: "34");

    /// <summary>σ of the elastic ones.</summary>
    public static SettingDefinition ElasticSigma { get; } = Row("training.elastic_sigma",
        new SettingKind.Number(0.5, true, 10, true),
        "σ of `elastic` in pixels: how smooth it is",
        run => run.Training.Distortion is { ElasticAlpha: not 0 } elastic ? elastic.ElasticSigma : null,
        Text(DistortionStrength.None.ElasticSigma), needs: ANetwork, unsaid: "4");

    /// <summary>Whether layers are watched.</summary>
    public static SettingDefinition LayerStats { get; } = Row("training.layer_stats",
        new SettingKind.Toggle(),
        "look into the layers after each epoch (`layer_stats` in docs/database.md); it alters no run, and is no part of "
        + "one",
        run => run.Training.LayerStats, needs: ANetwork, isRecorded: false, isOfRun: false);

    /// <summary>Where runs are computed.</summary>
    public static SettingDefinition Device { get; } = Row("compute.device",
        new SettingKind.Choice([EngineSpec.Cpu, EngineSpec.Cuda]) { Synonyms = WellKnown.DeviceSynonyms },
        "`cuda` is an NVIDIA card, for `torch` alone", run => run.Engine.Device, isRecorded: false);

    /// <summary>What computes them.</summary>
    public static SettingDefinition Engine { get; } = Row("compute.engine",
        new SettingKind.Choice(["auto", EngineSpec.Simd, EngineSpec.Torch]),
        "what trains: `simd`, LeNetLab's own engine, or `torch`, PyTorch's; `auto` is `torch` with "
        + "`compute.device: cuda`, and `simd` otherwise",
        run => run.Engine.Name, "auto",
        suits: values => values[Device] == EngineSpec.Cuda ? EngineSpec.Torch : EngineSpec.Simd, isRecorded: false);

    /// <summary>Every setting.</summary>
    public static IReadOnlyList<SettingDefinition> All => Rows;

    /// <summary>What paths begin with, in the order of the settings.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Rows.Select(row => row.Section).Distinct()];

    /// <summary>The setting of that full path, or null.</summary>
    public static SettingDefinition? Find(string path) => Rows.Find(row => row.Path == path);

    /// <param name="path">See <see cref="SettingDefinition.Path"/>.</param>
    /// <param name="kind">See <see cref="SettingDefinition.Kind"/>.</param>
    /// <param name="meaning">See <see cref="SettingDefinition.Meaning"/>.</param>
    /// <param name="held">What a run has of it; null for nothing.</param>
    /// <param name="byDefault">Its default, where that is not what runs have that set nothing.</param>
    /// <param name="needs">See <see cref="SettingDefinition.Needs"/>.</param>
    /// <param name="suits">What <c>auto</c> stands for.</param>
    /// <param name="isRecorded">See <see cref="SettingDefinition.IsRecorded"/>.</param>
    /// <param name="isOfRun">See <see cref="SettingDefinition.IsOfRun"/>.</param>
    /// <param name="ownOf1998">Whether the network of 1998 has a default of its own.</param>
    /// <param name="unsaid">See <see cref="SettingDefinition.Unsaid"/>.</param>
    /// <param name="movesBestRate">See <see cref="SettingDefinition.MovesBestRate"/>.</param>
    private static SettingDefinition Row(
        string path, SettingKind kind, string meaning, Func<RunSpec, object?> held, string? byDefault = null,
        SettingNeed? needs = null, Func<SettingValues, object>? suits = null, bool isRecorded = true, bool isOfRun = true,
        bool ownOf1998 = false, string? unsaid = null, bool movesBestRate = false)
    {
        byDefault ??= Plain.Select(held).OfType<object>().Select(kind.Written).FirstOrDefault();
        var row = new SettingDefinition(Rows.Count, path, kind, byDefault, meaning, held)
        {
            PresetDefault = ownOf1998 ? (Of1998, kind.Written(held(Published)!)) : null,
            Unsaid = unsaid,
            Needs = needs,
            Suits = suits,
            IsRecorded = isRecorded,
            IsOfRun = isOfRun,
            MovesBestRate = movesBestRate,
        };
        Rows.Add(row);
        return row;
    }

    private static RunSpec Of(ModelSpec model) => new("", model, new TrainingSpec(), 0, []);

    /// <summary>What the first weights depend on.</summary>
    private static ModelSpec Squashed(SettingValues values) => new()
    {
        Preset = values.Choice<Preset>(Preset),
        Activation = Models.Activation.Named(values[Activation]),
    };

    private static (double C, double Tolerance)? Machine(MethodSpec? method) => method switch
    {
        MethodSpec.LinearSvm svm => (svm.C, svm.Tolerance),
        MethodSpec.HogSvm svm => (svm.C, svm.Tolerance),
        MethodSpec.RbfSvm svm => (svm.C, svm.Tolerance),
        _ => null,
    };

    private static string DistortionName(DistortionStrength strength)
    {
        (string Name, double Strength)[] kinds = [("affine", strength.Affine), ("elastic", strength.ElasticAlpha)];
        string name = string.Join('+', kinds.Where(kind => kind.Strength != 0).Select(kind => kind.Name));
        return name.Length == 0 ? NoDistortion : name;
    }

    private static string Text(double value) => SettingKind.Number.Canonical(value);
}
