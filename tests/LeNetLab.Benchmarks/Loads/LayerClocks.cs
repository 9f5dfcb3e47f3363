using LeNetLab.Engines.Simd;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Benchmarks.Loads;

/// <summary>Times each layer within passes that go through a network as training does, block by block.</summary>
/// <param name="network">The network, its images loaded by a forward pass.</param>
/// <param name="images">How many there are: whole blocks.</param>
/// <param name="gradients">Receives the parameters' gradients.</param>
/// <param name="clock">The clock.</param>
internal sealed unsafe class LayerClocks<TLane>(
    SimdNetwork<TLane> network, int images, float* gradients, TimeProvider clock)
    where TLane : struct, ILane<TLane>
{
    private readonly int blocks = images / TLane.Count;
    private readonly int convolutional = network.Convolutional.Length;
    private readonly NamedLayer[] layers = [.. network.Convolutional, .. network.Connected];
    private readonly long[] forward = new long[network.Convolutional.Length + network.Connected.Length];
    private readonly long[] backward = new long[network.Convolutional.Length + network.Connected.Length];

    /// <summary>Passes for about one round; the time of each layer, first to last, forward then backward.</summary>
    public LayerTime[] Round(Timing timing)
    {
        Array.Clear(forward);
        Array.Clear(backward);
        long passed = 0;
        timing.UnitsPerSecond(() =>
        {
            long count = Pass();
            passed += count;
            return count;
        });
        return
        [
            .. layers.SelectMany((layer, i) => new[]
            {
                new LayerTime(layer.Name, LayerTime.Forward, Microseconds(forward[i], passed)),
                new LayerTime(layer.Name, LayerTime.Backward, Microseconds(backward[i], passed)),
            }),
        ];
    }

    /// <summary>One pass over the images, forward and backward; returns how many there are.</summary>
    public long Pass()
    {
        network.BeginForward();
        network.BeginBackward(gradients);
        for (int block = blocks - 1; block >= 0; block--)
        {
            for (int i = 0; i < convolutional; i++)
                Forward(i, block, 1);
        }

        for (int i = convolutional; i < layers.Length; i++)
            Forward(i, 0, blocks);
        for (int i = layers.Length - 1; i >= convolutional; i--)
            Backward(i, 0, blocks);
        for (int block = 0; block < blocks; block++)
        {
            for (int i = convolutional - 1; i >= 0; i--)
                Backward(i, block, 1);
        }

        network.EndBackward();
        return images;
    }

    private void Forward(int layer, int firstBlock, int count)
    {
        long begin = clock.GetTimestamp();
        layers[layer].Layer.Forward(firstBlock, count);
        forward[layer] += clock.GetTimestamp() - begin;
    }

    private void Backward(int layer, int firstBlock, int count)
    {
        long begin = clock.GetTimestamp();
        layers[layer].Layer.Backward(firstBlock, count);
        backward[layer] += clock.GetTimestamp() - begin;
    }

    private double Microseconds(long ticks, long passed) => ticks * 1e6 / clock.TimestampFrequency / passed;
}
