using LeNetLab.Specs;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>Stochastic gradient descent with momentum.</summary>
internal sealed class StackedSgd : StackedOptimizer
{
    private readonly Tensor momentum;
    private readonly Tensor velocity;
    private readonly bool nesterov;

    /// <inheritdoc cref="StackedOptimizer.Of"/>
    public StackedSgd(IReadOnlyList<OptimizerSpec.Sgd> specs, int parameters, Device device)
        : base(specs, device)
    {
        nesterov = specs[0].Nesterov;
        if (specs.Any(spec => spec.Nesterov != nesterov))
            throw new ArgumentException("Runs of one stack all have Nesterov's momentum, or none has.");
        momentum = Column(specs, spec => spec.Momentum);
        velocity = zeros([specs.Count, parameters], ScalarType.Float32, device);
    }

    private protected override IReadOnlyList<Tensor> Vectors => [velocity];

    /// <inheritdoc/>
    public override void Dispose()
    {
        momentum.Dispose();
        velocity.Dispose();
        base.Dispose();
    }

    private protected override Tensor Direction(Tensor gradients)
    {
        velocity.mul_(momentum).add_(gradients);
        return nesterov ? gradients.addcmul_(velocity, momentum, 1) : velocity;
    }
}
