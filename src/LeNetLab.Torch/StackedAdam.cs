using LeNetLab.Specs;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>Adam with bias correction.</summary>
internal sealed class StackedAdam : StackedOptimizer
{
    private readonly Moment mean, square;
    private readonly Tensor epsilon;

    /// <inheritdoc cref="StackedOptimizer.Of"/>
    public StackedAdam(IReadOnlyList<OptimizerSpec.Adam> specs, int parameters, Device device)
        : base(specs, device)
    {
        mean = new Moment([.. specs.Select(spec => spec.Beta1)], parameters, device);
        square = new Moment([.. specs.Select(spec => spec.Beta2)], parameters, device);
        epsilon = Column(specs, spec => spec.Epsilon);
    }

    private protected override IReadOnlyList<Tensor> Vectors => [mean.Values, square.Values];

    /// <inheritdoc/>
    public override void Dispose()
    {
        mean.Dispose();
        square.Dispose();
        epsilon.Dispose();
        base.Dispose();
    }

    private protected override void Resume(int run, long taken)
    {
        base.Resume(run, taken);
        mean.Resume(run, taken);
        square.Resume(run, taken);
    }

    private protected override Tensor Direction(Tensor gradients)
    {
        Tensor m = mean.Next(gradients), v = square.Next(gradients * gradients);
        return m / (v.sqrt_() + epsilon);
    }

    /// <summary>A decaying mean of each run, corrected for the 0 that it began at.</summary>
    private sealed class Moment : IDisposable
    {
        private readonly double[] betas;
        private readonly Tensor beta, rest, left;

        /// <param name="betas">[run].</param>
        /// <param name="parameters">Values of each run.</param>
        /// <param name="device">Where they are.</param>
        public Moment(double[] betas, int parameters, Device device)
        {
            this.betas = betas;
            beta = betas.ToTensor([betas.Length, 1], ScalarType.Float64, device);
            rest = (1 - beta).DetachFromDisposeScope();
            Values = zeros([betas.Length, parameters], ScalarType.Float32, device);
            left = ones([betas.Length, 1], ScalarType.Float64, device);
        }

        /// <summary>Not corrected, [run][parameter].</summary>
        public Tensor Values { get; }

        /// <summary>The mean after one more value.</summary>
        public Tensor Next(Tensor value)
        {
            Values.mul_(beta.to(ScalarType.Float32)).addcmul_(value, rest.to(ScalarType.Float32), 1);

            // β^t, the weight of the beginning, is kept here: the host would have to send it for every step.
            left.mul_(beta);
            return Values / (1 - left).to(ScalarType.Float32);
        }

        /// <summary>Has a run's β^t be that after so many steps, by the same products in the same order.</summary>
        public void Resume(int run, long taken)
        {
            double power = 1;
            for (long step = 0; step < taken; step++)
                power *= betas[run];
            left.select(0, run).fill_(power);
        }

        public void Dispose()
        {
            foreach (Tensor tensor in new[] { beta, rest, Values, left })
                tensor.Dispose();
        }
    }
}
