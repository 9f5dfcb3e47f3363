using LeNetLab.Models;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// How a batch is cut into parts that threads can work on side by side. Each part has a gradient of its own, and the
/// parts' gradients are added in order: so the cut is the same whether there is one thread or many.
/// </summary>
/// <param name="images">Images in the batch.</param>
/// <param name="grain">A part holds a multiple of this many images, but for the last.</param>
internal readonly struct BatchParts(int images, int grain)
{
    /// <summary>No batch has more parts.</summary>
    public const int Most = 8;

    private const int Fine = 32;
    private const int Coarse = 64;
    private const int ManyParameters = 1 << 18;

    /// <summary>Images in every part but the last.</summary>
    public int Length { get; } = grain * Math.Max(1, CeilingOf(images, grain * Most));

    /// <summary>Number of parts.</summary>
    public int Count => CeilingOf(images, Length);

    /// <summary>The images of one part.</summary>
    public Range this[int part] => (part * Length)..Math.Min(images, (part + 1) * Length);

    /// <summary>
    /// The grain for a network: finer than what fills the registers of dense layers would cost time, and where the
    /// gradients weigh more than the activations of a part, fewer parts cost less.
    /// </summary>
    public static int GrainOf(Network network) => network.VectorLength < ManyParameters ? Fine : Coarse;

    private static int CeilingOf(int a, int b) => (a + b - 1) / b;
}
