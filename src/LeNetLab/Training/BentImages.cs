using LeNetLab.Data;
using LeNetLab.Data.Distortions;
using LeNetLab.Numerics;

namespace LeNetLab.Training;

/// <summary>
/// One run's training images, bent anew in every epoch. How an image is bent in an epoch follows from seed, epoch and
/// image alone: not from where it stands in the order, who trains with it, or where the run was stopped.
/// </summary>
internal sealed class BentImages
{
    private readonly ImageSet images;
    private readonly DistortionStrength strength;
    private readonly SeedStream root;
    private readonly List<Distorter> distorters = [];

    /// <param name="images">The set.</param>
    /// <param name="strength">How far; nothing leaves the images as they are.</param>
    /// <param name="seed">The run's seed.</param>
    public BentImages(ImageSet images, DistortionStrength strength, long seed)
    {
        this.images = images;
        this.strength = strength;
        root = SeedStream.Open(seed, "distortion");
    }

    /// <summary>Bends some images.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="order">Which.</param>
    /// <param name="pixels">Receives them in that order, row by row.</param>
    /// <param name="labels">Receives their labels.</param>
    /// <param name="threads">Threads that share the work; the result does not depend on it.</param>
    public void Fill(int epoch, ReadOnlyMemory<int> order, Memory<byte> pixels, Memory<byte> labels, int threads)
    {
        int share = (order.Length + threads - 1) / threads;
        while (distorters.Count < threads)
            distorters.Add(new Distorter(strength, images.Rows, images.Columns));
        if (threads == 1)
            Fill(distorters[0], 0, order.Length);
        else
            Parallel.For(0, threads, thread => Fill(distorters[thread], thread * share, (thread + 1) * share));

        void Fill(Distorter distorter, int first, int end)
        {
            int size = images.Rows * images.Columns;
            for (int i = first; i < Math.Min(end, order.Length); i++)
            {
                int image = order.Span[i];
                Span<byte> target = pixels.Span.Slice(i * size, size);
                labels.Span[i] = images.Labels[image];
                if (strength.IsNone)
                    images.Image(image).CopyTo(target);
                else
                    distorter.Distort(images.Image(image), root.Sibling(((ulong)epoch << 32) | (uint)image), target);
            }
        }
    }
}
