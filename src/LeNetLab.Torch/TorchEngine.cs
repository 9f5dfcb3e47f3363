using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using TorchSharp;

namespace LeNetLab.Torch;

/// <summary>
/// PyTorch's functions and derivatives, by TorchSharp: for CUDA, and an independent check on the CPU. Its results are
/// the other engines' but for rounding, and may differ in their last bits between machines and versions of PyTorch.
/// </summary>
public sealed class TorchEngine : IGroupEngine, IDisposable
{
    /// <summary>Raised with every change that alters results by more than rounding.</summary>
    private const int Version = 1;

    // More runs than this would keep their results waiting for each other longer than the device stands idle.
    private const int MaxRuns = 256;

    private readonly TorchPlace place;

    /// <param name="place">Where it computes; disposed of with the engine.</param>
    internal TorchEngine(TorchPlace place)
    {
        this.place = place;
        Identity = new EngineIdentity("torch", Version, place.Device.type == DeviceType.CUDA ? "cuda" : "cpu", 0);
    }

    /// <inheritdoc/>
    public EngineIdentity Identity { get; }

    /// <inheritdoc/>
    /// <remarks>A card is asked for nothing before an epoch is over: each question would make it wait.</remarks>
    public double SliceMultiplyAdds => Identity.Device == "cuda" ? double.PositiveInfinity : 4e9;

    /// <summary>The engine on a device, once PyTorch is found to work there.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="EngineUnavailableException">It does not; the message says what is missing.</exception>
    public static TorchEngine Open(string device)
    {
        TorchLibrary.Require(device);
        return new TorchEngine(device == "cuda" ? TorchPlace.Cuda : TorchPlace.Cpu);
    }

    /// <inheritdoc/>
    public string? Lack(ModelSpec model, OptimizerSpec optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        return EngineProbe.Lack(this, model, optimizer);
    }

    /// <inheritdoc/>
    public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return new TorchLearner(place, network, optimizer, batchSize);
    }

    /// <inheritdoc/>
    /// <remarks>Runs may differ in the slope of Leaky ReLU and in the connections of C3, which are masks here.</remarks>
    public GroupKind? KindOf(ModelSpec model, TrainingSpec training)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        var kind = new GroupKind(
            model with
            {
                C3 = C3Connections.Full,
                Activation = model.Activation is Activation.LeakyRelu ? new Activation.LeakyRelu(0) : model.Activation,
            },
            training.Optimizer.GetType(), training.Optimizer is OptimizerSpec.Sgd { Nesterov: true },
            training.BatchSize);
        return GroupCapacity(kind) > 1 ? kind : null;
    }

    /// <inheritdoc/>
    public int GroupCapacity(GroupKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return Math.Clamp(place.TrainedTogether / kind.BatchSize, 1, MaxRuns);
    }

    /// <inheritdoc/>
    public double PassCost(GroupKind kind, int runs)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return place.PassCost(runs, kind.BatchSize);
    }

    /// <inheritdoc/>
    public IGroupLearner CreateGroupLearner(
        IReadOnlyList<Network> networks, IReadOnlyList<OptimizerSpec> optimizers, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(optimizers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        if (networks.Count == 0 || networks.Count != optimizers.Count)
            throw new ArgumentException($"{networks.Count} networks and {optimizers.Count} optimisers for a stack.");
        return new TorchGroupLearner(place, networks, optimizers, batchSize);
    }

    /// <inheritdoc/>
    public void Dispose() => place.Dispose();

    internal static NotSupportedException WithoutCurvatures() =>
        new("The torch engine takes no second derivatives, and has no sdlm; the simd engine has.");
}
