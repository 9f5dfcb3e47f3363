namespace LeNetLab.Naming;

/// <summary>
/// What the field knows by name and this program does not have, or calls otherwise. <c>elu</c> is no <c>relu</c>
/// misspelt, and <c>adamw</c> no <c>adam</c>: whoever writes one is told that it is not to be had. All are written as
/// <see cref="Key"/> has them.
/// </summary>
internal static class WellKnown
{
    public static readonly IReadOnlyDictionary<string, string> NoSynonyms = new Dictionary<string, string>();

    public static readonly IReadOnlyDictionary<string, string> DeviceSynonyms =
        new Dictionary<string, string> { ["gpu"] = "cuda" };

    public static readonly IReadOnlyDictionary<string, string> PoolingSynonyms =
        new Dictionary<string, string> { ["mean"] = "average", ["avg"] = "average", ["maximum"] = "max" };

    public static readonly IReadOnlyDictionary<string, string> InitialisationSynonyms = new Dictionary<string, string>
    {
        ["xavieruniform"] = "glorot_uniform",
        ["xaviernormal"] = "glorot_normal",
        ["kaiminguniform"] = "he_uniform",
        ["kaimingnormal"] = "he_normal",
    };

    public static readonly IReadOnlyCollection<string> Activations = new HashSet<string>
    {
        "celu", "crelu", "elu", "erf", "gelu", "glu", "hardsigmoid", "hardswish", "hardtanh", "identity", "lisht",
        "logsigmoid", "maxout", "mish", "prelu", "relu6", "rrelu", "selu", "silu", "sine", "softmax", "softplus",
        "softsign", "squareplus", "swish", "tanhshrink",
    };

    public static readonly IReadOnlyCollection<string> Optimizers = new HashSet<string>
    {
        "adabelief", "adadelta", "adafactor", "adagrad", "adamax", "adamw", "amsgrad", "asgd", "bfgs", "lamb", "lars",
        "lbfgs", "lion", "muon", "nadam", "radam", "rmsprop", "rprop", "shampoo", "signsgd",
    };

    public static readonly IReadOnlyCollection<string> Losses = new HashSet<string>
    {
        "bce", "binarycrossentropy", "focal", "hinge", "huber", "kl", "l1", "l2", "mae", "nll", "rmse",
    };

    public static readonly IReadOnlyCollection<string> Networks = new HashSet<string>
    {
        "alexnet", "lenet1", "lenet4", "mobilenet", "resnet", "vgg",
    };

    private static readonly HashSet<string> Datasets =
    [
        "cifar10", "cifar100", "emnist", "imagenet", "k49mnist", "medmnist", "notmnist", "qmnist", "svhn", "usps",
    ];

    /// <summary>The dataset that was meant by a name that is none; null if another one was, or nothing like one.</summary>
    public static string? NearestDataset(string written, IReadOnlyCollection<string> known) =>
        Datasets.Contains(Key(written)) ? null : NearestName.Find(written, known);

    /// <summary>A name as these lists have it: small letters, and nothing between them.</summary>
    public static string Key(string name) =>
        string.Concat(name.Where(letter => letter is not ('_' or '-' or ' '))).ToLowerInvariant();
}
