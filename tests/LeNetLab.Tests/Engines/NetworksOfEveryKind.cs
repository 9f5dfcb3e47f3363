using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines;

/// <summary>
/// Small networks, by what they are about: every activation, pooling and loss that settings know has one, so that what
/// is added there is tested on every engine.
/// </summary>
internal static class NetworksOfEveryKind
{
    private static readonly Dictionary<string, Network> Networks = BuildNetworks();

    public static IReadOnlyCollection<string> Names => Networks.Keys;

    public static Network Get(string name) => Networks[name];

    private static Dictionary<string, Network> BuildNetworks()
    {
        var networks = new Dictionary<string, Network>();
        foreach (Activation activation in RandomNetworks.Activations)
            networks.Add(activation.Name, Small(activation, PoolingKind.Average, ConnectionTable.Full(3, 4)));
        foreach (PoolingKind pooling in Enum.GetValues<PoolingKind>())
            networks.Add($"{pooling} pooling", Small(new Activation.Tanh(), pooling, ConnectionTable.Full(3, 4)));
        networks.Add("partial connections", Small(
            new Activation.Tanh(), PoolingKind.Average, ConnectionTable.FromSources(3, [[0], [0, 2], [1, 2], [1]])));
        foreach (Loss loss in RandomNetworks.Losses)
            networks.Add($"RBF output, {loss.Name}", Rbf(loss));
        networks.Add("softmax output, map", Small(
            new Activation.Tanh(), PoolingKind.Average, ConnectionTable.Full(3, 4), new Loss.Map(0.5)));
        return networks;
    }

    private static Network Rbf(Loss loss) => Network.Create(
        new Shape(1, 12, 14),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 3)),
            new Layer.Squashing("C1.squash", new Activation.ScaledTanh()),
            new Layer.Dense("F6", 4),
            new Layer.Squashing("F6.squash", new Activation.ScaledTanh()),
            new Layer.RbfOutput("output", RandomNetworks.Codes(SeedStream.Open(1, "codes"), classes: 3, units: 4)),
        ],
        loss);

    private static Network Small(
        Activation activation, PoolingKind pooling, ConnectionTable table, Loss? loss = null) =>
        Network.Create(new Shape(1, 12, 14),
        [
            new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 3)),
            new Layer.Squashing("C1.squash", activation),
            new Layer.Pooling("S2", pooling),
            new Layer.Convolution("C3", 2, table),
            new Layer.Squashing("C3.squash", activation),
            new Layer.Dense("F6", 5),
            new Layer.Squashing("F6.squash", activation),
            new Layer.SoftmaxOutput("output", 3),
        ],
        loss);
}
