using LeNetLab.Models;

namespace LeNetLab.Specs;

/// <summary>Every setting, in the order in which they are recorded and documented.</summary>
public static class SettingTable
{
    private const int MaxImages = 100_000_000;
    private const string Of1998 = "lenet5-1998";

    // Declared first: each row below adds itself.
    private static readonly List<SettingDefinition> Rows = [];

    private static readonly ModelSpec Model = new();
    private static readonly TrainingSpec Training = new();
    private static readonly OptimizerSpec.Sgd Sgd = (OptimizerSpec.Sgd)Training.Optimizer;

    /// <summary>The family of layers.</summary>
    public static SettingDefinition Preset { get; } = Row("model.preset",
        SettingKind.Choice.Of<Preset>(
            "lenet5", "lenet5-wide", Of1998, "logistic", "mlp", "knn", "svm-linear", "svm-rbf", "hog-linear"), "lenet5",
        "6 and 16 maps, 120 and 84 units; or, wide, 32 and 64 maps, 1024 units; or the first as it was published in "
        + "1998, where other settings have other defaults; the others are [methods](methods.md) that LeNet-5 is "
        + "compared with", movesBestRate: true);

    private static readonly SettingNeed ALeNet = new(Preset, ["lenet5", "lenet5-wide", Of1998], "a LeNet");
    private static readonly SettingNeed ASquashing =
        new(Preset, [.. ALeNet.Values, "mlp"], "a network with hidden layers");
    private static readonly SettingNeed AMachine =
        new(Preset, ["svm-linear", "svm-rbf", "hog-linear"], "a support vector machine");
    private static readonly SettingNeed ANetwork = new(Preset, [.. ASquashing.Values, "logistic"], "a network");

    /// <summary>The squashing function.</summary>
    public static SettingDefinition Activation { get; } = Row("model.activation",
        new SettingKind.Choice(["sigmoid", "tanh", "scaled_tanh", "relu", "leaky_relu", "log_relu"]),
        Model.Activation.Name,
        "squashing function of every layer but the output; `scaled_tanh` is 1.7159·tanh(⅔a), "
        + "`log_relu` ln(1 + max(0, a))", needs: ASquashing, of1998: "scaled_tanh",
        movesBestRate: true);

    /// <summary>Leaky ReLU's slope left of 0.</summary>
    public static SettingDefinition NegativeSlope { get; } = Row("model.negative_slope",
        new SettingKind.Number(0, true, 1, false), Text(Models.Activation.LeakyRelu.DefaultNegativeSlope),
        "slope of `leaky_relu` left of 0", needs: SettingNeed.Of(Activation, "leaky_relu"));

    /// <summary>How S2 feeds C3.</summary>
    public static SettingDefinition C3 { get; } = Row("model.c3",
        SettingKind.Choice.Of<C3Connections>("full", "partial"), "full",
        "every S2 map to every C3 map, or the paper's Table I", needs: ALeNet, of1998: "partial");

    /// <summary>What S2 and S4 do.</summary>
    public static SettingDefinition Pooling { get; } = Row("model.pooling",
        SettingKind.Choice.Of<PoolingKind>("average", "max", "subsampling", "subsampling_sum"), "average",
        "what becomes of 2×2 values; `subsampling` has a trainable coefficient and bias for each map and is squashed; "
        + "its coefficient meets their mean, that of `subsampling_sum` their sum", needs: ALeNet,
        of1998: "subsampling");

    /// <summary>Units of F6.</summary>
    public static SettingDefinition F6 { get; } = Row("model.f6",
        new SettingKind.Whole(0, 4096, "auto"), "auto",
        "units of the layer before the output, 0 for no such layer; `auto` is 84, and 0 for `lenet5-wide`",
        needs: ALeNet,
        resolve: (values, text) => text != "auto" ? text : values[Preset] == "lenet5-wide" ? "0" : "84");

    /// <summary>Units of an MLP's hidden layers.</summary>
    public static SettingDefinition Hidden { get; } = Row("model.hidden",
        new SettingKind.Sizes(), "300",
        "units of the hidden layers, from the input on: `300`, or two layers as `[300, 100]` or `300-100`",
        needs: SettingNeed.Of(Preset, "mlp"));

    /// <summary>The output.</summary>
    public static SettingDefinition Output { get; } = Row("model.output",
        SettingKind.Choice.Of<OutputKind>("softmax", "rbf"), "softmax",
        "a trained logit for each class; or the squared distance of the 84 units of F6 to a fixed 7×12 bitmap of each "
        + "digit (eq. 7), of which the smallest wins", needs: ALeNet, of1998: "rbf", unsaid: "softmax",
        movesBestRate: true);

    /// <summary>What training makes small.</summary>
    public static SettingDefinition Loss { get; } = Row("model.loss",
        new SettingKind.Choice(["cross_entropy", "mse", "map", "auto"]), "auto",
        "what training makes small: `mse` is the distance to the right digit's bitmap (eq. 8), `map` keeps those of "
        + "the others large (eq. 9); `auto` is `map` with `model.output: rbf`, and `cross_entropy` otherwise",
        needs: ANetwork,
        resolve: (values, text) => text != "auto" ? text : values.Effect(Output) == "rbf" ? "map" : "cross_entropy",
        unsaid: "cross_entropy", movesBestRate: true);

    /// <summary>The constant of MAP.</summary>
    public static SettingDefinition MapJ { get; } = Row("model.map_j",
        new SettingKind.Number(0, false, 1000, true), "0.1",
        "j of eq. 9: distances well beyond it are not pushed further", needs: SettingNeed.Of(Loss, "map"));

    /// <summary>Neighbours that vote.</summary>
    public static SettingDefinition K { get; } = Row("model.k",
        new SettingKind.Whole(1, MethodSpec.Neighbours.Most, "auto"), "3",
        "neighbours that vote; `auto` is what errs least on the validation images, of which there must be some",
        needs: SettingNeed.Of(Preset, "knn"));

    /// <summary>What an error costs a support vector machine.</summary>
    public static SettingDefinition SvmC { get; } = Row("model.svm_c",
        new SettingKind.Number(0, false, 1_000_000, true, "auto"), "auto",
        "C: what an error costs against a narrower margin; `auto` is 5 for `svm-rbf`, 0.01 for `svm-linear` and 0.1 "
        + "for `hog-linear`",
        needs: AMachine,
        resolve: (values, text) => text != "auto" ? text : values[Preset] switch
        {
            "svm-rbf" => "5",
            "svm-linear" => "0.01",
            _ => "0.1",
        });

    /// <summary>The width of the radial kernel.</summary>
    public static SettingDefinition SvmGamma { get; } = Row("model.svm_gamma",
        new SettingKind.Number(0, false, 1000, true), "0.02",
        "γ of the kernel e^(−γ‖x − y‖²), pixels from 0 to 1", needs: SettingNeed.Of(Preset, "svm-rbf"));

    /// <summary>How exactly a support vector machine is solved.</summary>
    public static SettingDefinition SvmTolerance { get; } = Row("model.svm_tolerance",
        new SettingKind.Number(0, false, 1, true), "0.001",
        "how far the solution may miss the conditions of the exact one, in units of a margin of 1", needs: AMachine);

    /// <summary>Side of a cell of a histogram of gradients.</summary>
    public static SettingDefinition HogCell { get; } = Row("model.hog_cell",
        new SettingKind.Choice(["4", "7"]), "4",
        "side of a cell of the histograms, in pixels; blocks are 2×2 cells",
        needs: SettingNeed.Of(Preset, "hog-linear"));

    /// <summary>Passes over the training images.</summary>
    public static SettingDefinition Epochs { get; } = Row("training.epochs",
        new SettingKind.Whole(1, 10_000), Text(Training.Epochs), "passes over the training images",
        needs: ANetwork);

    /// <summary>Images in a step.</summary>
    public static SettingDefinition BatchSize { get; } = Row("training.batch_size",
        new SettingKind.Whole(1, 4096), Text(Training.BatchSize), "images in a step; an epoch's last may have fewer",
        needs: ANetwork, movesBestRate: true);

    /// <summary>The optimiser.</summary>
    public static SettingDefinition Optimizer { get; } = Row("training.optimizer",
        new SettingKind.Choice(["sgd", "adam", "sdlm"]), "sgd",
        "how gradients become steps; `sdlm` is the stochastic diagonal Levenberg–Marquardt of 1998, for `simd` alone",
        needs: ANetwork, movesBestRate: true);

    /// <summary>The rate that the schedule scales.</summary>
    public static SettingDefinition LearningRate { get; } = Row("training.learning_rate",
        new SettingKind.Number(0, false, 100, true), Text(Training.LearningRate),
        "size of a step; the schedule scales it (`adam` usually wants about 0.001, `sdlm` 0.0005)", needs: ANetwork);

    /// <summary>SGD's momentum.</summary>
    public static SettingDefinition Momentum { get; } = Row("training.momentum",
        new SettingKind.Number(0, true, 1, false), Text(Sgd.Momentum),
        "share of the last step that is taken again", needs: SettingNeed.Of(Optimizer, "sgd"), movesBestRate: true);

    /// <summary>Nesterov's momentum.</summary>
    public static SettingDefinition Nesterov { get; } = Row("training.nesterov",
        new SettingKind.Toggle(), Sgd.Nesterov ? "true" : "false",
        "take the gradient's step after the momentum's", needs: SettingNeed.Of(Optimizer, "sgd"));

    /// <summary>Weight decay λ.</summary>
    public static SettingDefinition WeightDecay { get; } = Row("training.weight_decay",
        new SettingKind.Number(0, true, 1, true), Text(Sgd.WeightDecay),
        "λ: adds λ·w to the gradient of every parameter w", needs: ANetwork);

    /// <summary>Adam's decay of the mean.</summary>
    public static SettingDefinition Beta1 { get; } = Row("training.beta1",
        new SettingKind.Number(0, true, 1, false), "0.9", "decay of the mean gradient",
        needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>Adam's decay of the mean square.</summary>
    public static SettingDefinition Beta2 { get; } = Row("training.beta2",
        new SettingKind.Number(0, true, 1, false), "0.999", "decay of its mean square",
        needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>Adam's ε.</summary>
    public static SettingDefinition Epsilon { get; } = Row("training.epsilon",
        new SettingKind.Number(0, false, 1, true), "1e-8", "added to the root of the mean square",
        needs: SettingNeed.Of(Optimizer, "adam"));

    /// <summary>SDLM's μ.</summary>
    public static SettingDefinition Damping { get; } = Row("training.damping",
        new SettingKind.Number(0, false, 1000, true), "0.02",
        "μ: a parameter's rate is divided by μ + h, h the curvature of the loss",
        needs: SettingNeed.Of(Optimizer, "sdlm"));

    /// <summary>Images on which SDLM estimates curvature.</summary>
    public static SettingDefinition CurvatureImages { get; } = Row("training.curvature_images",
        new SettingKind.Whole(1, MaxImages), "500",
        "training images, drawn anew before each epoch, on which h is estimated; all, if there are fewer",
        needs: SettingNeed.Of(Optimizer, "sdlm"));

    /// <summary>How the rate changes.</summary>
    public static SettingDefinition Schedule { get; } = Row("training.schedule",
        new SettingKind.Choice(["constant", "step", "cosine", "piecewise", Of1998]), "cosine",
        "the rate stays; or falls every few epochs; or follows half a cosine down to 0; or is listed; `lenet5-1998` is "
        + "the list `1x2/0.4x3/0.2x3/0.1x4/0.02`, published for a rate of 0.0005",
        needs: ANetwork);

    /// <summary>Factors of the rate, each for some epochs.</summary>
    public static SettingDefinition SchedulePieces { get; } = Row("training.schedule_pieces",
        new SettingKind.Pieces(), null,
        "what the rate is multiplied by, and for how many epochs: `1x2/0.4x3/0.1` is 1 for two epochs, 0.4 for three, "
        + "then 0.1", needs: SettingNeed.Of(Schedule, "piecewise"));

    /// <summary>Epochs between two falls of the rate.</summary>
    public static SettingDefinition StepEpochs { get; } = Row("training.step_epochs",
        new SettingKind.Whole(1, 10_000), null, "epochs after which the rate falls, again and again",
        needs: SettingNeed.Of(Schedule, "step"));

    /// <summary>What a fall multiplies the rate by.</summary>
    public static SettingDefinition StepFactor { get; } = Row("training.step_factor",
        new SettingKind.Number(0, false, 1, false), "0.1", "what the rate is then multiplied by",
        needs: SettingNeed.Of(Schedule, "step"));

    /// <summary>Epochs over which the rate rises.</summary>
    public static SettingDefinition WarmupEpochs { get; } = Row("training.warmup_epochs",
        new SettingKind.Number(0, true, 10_000, true), Text(Training.WarmupEpochs),
        "epochs (or a fraction of one) over which the rate first rises from 0", needs: ANetwork);

    /// <summary>How the first weights are drawn.</summary>
    public static SettingDefinition Initialisation { get; } = Row("training.initialisation",
        SettingKind.Choice.OrWord<InitialisationKind>("auto", "lecun_uniform", "lecun_normal", "glorot_uniform",
            "glorot_normal", "he_uniform", "he_normal", "paper_1998"), "auto",
        "how the first weights are drawn; `auto` is `he_uniform` for rectifiers, `glorot_uniform` for sigmoid, "
        + "`lecun_uniform` for the tangents, and `paper_1998` for all with `model.preset: lenet5-1998`",
        needs: ANetwork,
        resolve: (values, text) => text != "auto" ? text : (values[Preset], values.Effect(Activation)) switch
        {
            (Of1998, _) => "paper_1998",
            (_, "relu" or "leaky_relu" or "log_relu") => "he_uniform",
            (_, "sigmoid") => "glorot_uniform",
            _ => "lecun_uniform",
        });

    /// <summary>What the first weights are multiplied by.</summary>
    public static SettingDefinition InitialisationGain { get; } = Row("training.initialisation_gain",
        new SettingKind.Number(0, false, 100, true, "auto"), "auto",
        "what they are then multiplied by; `auto` is 4 for sigmoid, which makes up for its slope of ¼ at 0 (1 with "
        + "`paper_1998`), and 1 for the others",
        needs: ANetwork,
        resolve: (values, text) => text != "auto" ? text
            : values.Effect(Activation) == "sigmoid" && values[Initialisation] != "paper_1998" ? "4" : "1");

    /// <summary>How much of the training set is used.</summary>
    public static SettingDefinition TrainImages { get; } = Row("training.train_images",
        new SettingKind.Whole(1, MaxImages, "all"), "all",
        "the first n of a seeded permutation of the training set, validation images included");

    /// <summary>How many of those are held out.</summary>
    public static SettingDefinition ValidationImages { get; } = Row("training.validation_images",
        new SettingKind.Whole(0, MaxImages), Text(Training.ValidationImages),
        "how many of those are held out of training and measured after each epoch");

    /// <summary>Which distortions the training images get.</summary>
    public static SettingDefinition Distortion { get; } = Row("training.distortion",
        new SettingKind.Choice(["none", "affine", "elastic", "affine+elastic"]), "none",
        "random distortions of the training images, drawn anew for each image and epoch: `affine` moves, scales, "
        + "squeezes and shears, `elastic` bends locally; nothing that is measured after the epoch is distorted",
        needs: ANetwork, unsaid: "none");

    /// <summary>Strength of the affine ones.</summary>
    public static SettingDefinition AffineStrength { get; } = Row("training.affine_strength",
        new SettingKind.Number(0, false, 3, true), "1",
        "of `affine`: 1 is up to 2 pixels each way, 15 % larger or smaller, 10 % wider and lower or the reverse, a "
        + "quarter of a pixel aside for each row", needs: ANetwork, unsaid: "1");

    /// <summary>α of the elastic ones.</summary>
    public static SettingDefinition ElasticAlpha { get; } = Row("training.elastic_alpha",
        new SettingKind.Number(0, false, 200, true), "34",
        "α of `elastic` in pixels: what the smoothed field is multiplied by (Simard et al. 2003)", needs: ANetwork,
        unsaid: "34");

    /// <summary>σ of the elastic ones.</summary>
    public static SettingDefinition ElasticSigma { get; } = Row("training.elastic_sigma",
        new SettingKind.Number(0.5, true, 10, true), "4",
        "σ of `elastic` in pixels: how smooth it is", needs: ANetwork, unsaid: "4");

    /// <summary>Whether layers are watched.</summary>
    public static SettingDefinition LayerStats { get; } = Row("training.layer_stats",
        new SettingKind.Toggle(), "true",
        "look into the layers after each epoch (`layer_stats` in docs/database.md); it alters no run, and is no part of "
        + "one",
        needs: ANetwork, isRecorded: false, isOfRun: false);

    /// <summary>Where runs are computed.</summary>
    public static SettingDefinition Device { get; } = Row("compute.device",
        new SettingKind.Choice([EngineSpec.Cpu, EngineSpec.Cuda]) { Misnomer = ("gpu", EngineSpec.Cuda) },
        EngineSpec.Cpu,
        "`cuda` is an NVIDIA card, for `torch` alone", isRecorded: false);

    /// <summary>What computes them.</summary>
    public static SettingDefinition Engine { get; } = Row("compute.engine",
        new SettingKind.Choice(["auto", EngineSpec.Simd, EngineSpec.Torch]), "auto",
        "what trains: `simd`, LeNetLab's own engine, or `torch`, PyTorch's; `auto` is `torch` with "
        + "`compute.device: cuda`, and `simd` otherwise",
        resolve: (values, text) => text != "auto" ? text
            : values[Device] == EngineSpec.Cuda ? EngineSpec.Torch : EngineSpec.Simd,
        isRecorded: false);

    /// <summary>Every setting.</summary>
    public static IReadOnlyList<SettingDefinition> All => Rows;

    /// <summary>What paths begin with, in the order of the settings.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Rows.Select(row => row.Section).Distinct()];

    /// <summary>The setting of that full path, or null.</summary>
    public static SettingDefinition? Find(string path) => Rows.Find(row => row.Path == path);

    private static SettingDefinition Row(
        string path, SettingKind kind, string? byDefault, string meaning,
        SettingNeed? needs = null, Func<SettingValues, string, string>? resolve = null,
        bool isRecorded = true, bool isOfRun = true, string? of1998 = null, string? unsaid = null,
        bool movesBestRate = false)
    {
        var row = new SettingDefinition(Rows.Count, path, kind, byDefault, meaning)
        {
            PresetDefault = of1998 is null ? null : (Of1998, of1998),
            Unsaid = unsaid,
            Needs = needs,
            Resolve = resolve,
            IsRecorded = isRecorded,
            IsOfRun = isOfRun,
            MovesBestRate = movesBestRate,
        };
        Rows.Add(row);
        return row;
    }

    private static string Text(double value) => SettingKind.Number.Canonical(value);
}
