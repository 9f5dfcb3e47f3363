using LeNetLab.Data;
using LeNetLab.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>An image set where the network computes: scaled and with its border, so that a batch is one gather.</summary>
internal sealed class DeviceImages : IDisposable
{
    private const int CopiedTogether = 4096;

    /// <param name="images">The set.</param>
    /// <param name="input">Shape of the network's input: one map, no smaller than an image.</param>
    /// <param name="device">Where to.</param>
    public DeviceImages(ImageSet images, Shape input, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = full(
            [images.Count, input.Rows, input.Columns], PixelScaling.Background, ScalarType.Float32, device);
        Tensor inside = pixels
            .narrow(1, (input.Rows - images.Rows) / 2, images.Rows)
            .narrow(2, (input.Columns - images.Columns) / 2, images.Columns);
        for (int start = 0; start < images.Count; start += CopiedTogether)
        {
            using DisposeScope chunk = NewDisposeScope();
            int count = Math.Min(CopiedTogether, images.Count - start);
            inside.narrow(0, start, count).copy_(
                tensor(Scaled(images, start, count), [count, images.Rows, images.Columns]));
        }

        long[] labels = [.. Array.ConvertAll(images.Labels.ToArray(), label => (long)label)];
        Pixels = scope.Detach(pixels);
        Labels = scope.Detach(tensor(labels, device: device));
    }

    /// <summary>[image][row][column], as the network reads them.</summary>
    public Tensor Pixels { get; }

    /// <summary>[image].</summary>
    public Tensor Labels { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
    }

    private static float[] Scaled(ImageSet images, int start, int count)
    {
        int length = images.Rows * images.Columns;
        var values = new float[count * length];
        ReadOnlySpan<byte> levels = images.Pixels.Slice(start * length, values.Length);
        for (int i = 0; i < values.Length; i++)
            values[i] = PixelScaling.Table[levels[i]];
        return values;
    }
}
