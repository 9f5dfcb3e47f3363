using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>Which images each run of a stack is given, in order.</summary>
internal sealed class StackedImages
{
    private readonly DeviceImages images;
    private readonly Tensor order; // [image][run], or [image][1] where all runs are given the same
    private readonly int runs;

    /// <param name="images">The set.</param>
    /// <param name="selection">Image indices, [run][image].</param>
    /// <param name="runs">Runs in the stack.</param>
    /// <param name="device">Where the set is.</param>
    public StackedImages(DeviceImages images, ReadOnlySpan<int> selection, int runs, Device device)
    {
        this.images = images;
        this.runs = runs;
        Count = selection.Length / runs;
        bool isShared = true;
        for (int run = 1; run < runs && isShared; run++)
            isShared = selection.Slice(run * Count, Count).SequenceEqual(selection[..Count]);
        Tensor rows = isShared
            ? selection[..Count].ToTensor([1, Count], ScalarType.Int32, device)
            : selection.ToTensor([runs, Count], ScalarType.Int32, device);
        order = rows.transpose(0, 1).contiguous();
    }

    /// <summary>Images of each run.</summary>
    public int Count { get; }

    /// <summary>A part of them; fewer than asked for at the end.</summary>
    public StackedBatch Batch(int start, int length)
    {
        int count = Math.Min(length, Count - start);
        Tensor part = order.narrow(0, start, count).flatten();
        Tensor pixels = images.Pixels.index_select(0, part);
        Tensor labels = images.Labels.index_select(0, part).reshape(count, -1).transpose(0, 1);
        return new StackedBatch(
            count, pixels.reshape(count, -1, pixels.shape[1], pixels.shape[2]), labels.expand(runs, -1));
    }
}

/// <summary>A batch of each run.</summary>
/// <param name="Count">Images of each run.</param>
/// <param name="Pixels">[image][run][row][column], or [image][1][row][column] where all runs see the same.</param>
/// <param name="Labels">[run][image].</param>
internal sealed record StackedBatch(int Count, Tensor Pixels, Tensor Labels);
