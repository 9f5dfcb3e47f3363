using LeNetLab.Data;
using LeNetLab.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>A device, what suits it, and the image sets that lie there. Safe for several threads.</summary>
/// <param name="device">The device.</param>
/// <param name="trainedTogether">Images of all runs in a step, at most, beyond which a larger stack gains nothing.</param>
/// <param name="measuredTogether">Images of all runs that are measured in one call.</param>
internal sealed class TorchPlace(Device device, int trainedTogether, int measuredTogether) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(ImageSet Images, Shape Input), DeviceImages> sets = [];

    /// <summary>
    /// A CPU. At batch size 64 a stack of 8 runs is slower than 8 runs alone (docs/performance.md): there is a stack
    /// only where a step has too few images to keep a core busy.
    /// </summary>
    public static TorchPlace Cpu => new(CPU, 16, 512);

    /// <summary>
    /// An NVIDIA card. Its memory sets the limit: a step of the classic network keeps about a quarter of a megabyte for
    /// each image, columns included, and one of the wide network about a whole one.
    /// </summary>
    public static TorchPlace Cuda => new(CUDA, 16_384, 4096);

    /// <summary>The device.</summary>
    public Device Device => device;

    /// <summary>Images of all runs in a step, at most, beyond which a larger stack gains nothing.</summary>
    public int TrainedTogether => trainedTogether;

    /// <summary>Images of all runs that are measured in one call.</summary>
    public int MeasuredTogether => measuredTogether;

    /// <summary>
    /// Time of a stack's pass, as a multiple of what one of its runs would take at full speed. On a CPU each step
    /// costs what five images do, and an image of a small step twice that of a large one. A card is taken to be busy
    /// from about 50 runs on: that is the aim, not a measurement.
    /// </summary>
    public double PassCost(int runs, int batchSize) =>
        device.type == DeviceType.CUDA ? 1 + (runs / 50.0) : (2.0 * runs) + (5.0 / batchSize);

    /// <summary>A set where the device has it; brought there the first time it is asked for.</summary>
    /// <param name="images">The set.</param>
    /// <param name="input">Shape of the network's input.</param>
    public DeviceImages Images(ImageSet images, Shape input)
    {
        lock (gate)
        {
            if (!sets.TryGetValue((images, input), out DeviceImages? set))
                sets.Add((images, input), set = new DeviceImages(images, input, device));
            return set;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceImages set in sets.Values)
            set.Dispose();
    }
}
