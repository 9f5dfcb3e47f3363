using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// Euclidean radial basis functions around fixed codes: z(i) = −Σⱼ (x(j) − w(i, j))², and backward
/// dx(j) = −2·Σᵢ dz(i) · (x(j) − w(i, j)). Without parameters, it is the same for lanes of images and of runs.
/// </summary>
internal sealed unsafe class RbfLayer<TLane> : SimdLayer
    where TLane : struct, ILane<TLane>
{
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly int units;
    private readonly int classes;
    private readonly float* codes;

    /// <param name="table">[class][unit].</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="arena">For the codes.</param>
    public RbfLayer(CodeTable table, Tensor input, Tensor output, Arena arena)
    {
        this.input = input;
        this.output = output;
        (units, classes) = (table.Units, table.Classes);
        codes = arena.Floats((long)classes * units);
        for (int i = 0; i < classes; i++)
            table.Of(i).CopyTo(new Span<float>(codes + (i * units), units));
    }

    public override void Forward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), z = output.Values(block);
            for (int i = 0; i < classes; i++)
                (-SquaredDistance(x, codes + (i * units))).Store(z + (i * TLane.Count));
        }
    }

    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            Backward(input.Values(block), input.Gradients(block), output.Gradients(block));
    }

    /// <summary>
    /// Exact, from the posterior p that <see cref="OutputLoss{TLane}.Curvature"/> leaves in the place of the output's
    /// curvatures: 2r + 4·(Σᵢ p(i)·(d(i) − m)² + r·m²) with d(i) = x − w(i), m = Σᵢ p(i)·d(i) and r = 1 − Σᵢ p(i). In
    /// the brackets stands a variance: d is 0 with what is left of the probability.
    /// </summary>
    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
            Curvature(input.Values(block), input.Gradients(block), output.Gradients(block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TLane SquaredDistance(float* x, float* code)
    {
        TLane sum = TLane.Broadcast(0f);
        for (int unit = 0; unit < units; unit++, x += TLane.Count)
        {
            TLane difference = TLane.Load(x) - TLane.Broadcast(code[unit]);
            sum.AddProduct(difference, difference);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(float* x, float* dx, float* dz)
    {
        for (int unit = 0; unit < units; unit++)
        {
            TLane value = TLane.Load(x + (unit * TLane.Count)), sum = TLane.Broadcast(0f);
            for (int i = 0; i < classes; i++)
                sum.AddProduct(TLane.Load(dz + (i * TLane.Count)), value - TLane.Broadcast(codes[(i * units) + unit]));
            (sum * TLane.Broadcast(-2f)).Store(dx + (unit * TLane.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Curvature(float* x, float* dx, float* posterior)
    {
        TLane rest = TLane.Broadcast(1f);
        for (int i = 0; i < classes; i++)
            rest -= TLane.Load(posterior + (i * TLane.Count));
        rest = TLane.Max(TLane.Broadcast(0f), rest);
        for (int unit = 0; unit < units; unit++)
        {
            TLane value = TLane.Load(x + (unit * TLane.Count)), mean = TLane.Broadcast(0f);
            for (int i = 0; i < classes; i++)
            {
                TLane difference = value - TLane.Broadcast(codes[(i * units) + unit]);
                mean.AddProduct(TLane.Load(posterior + (i * TLane.Count)), difference);
            }

            TLane variance = rest * mean * mean;
            for (int i = 0; i < classes; i++)
            {
                TLane deviation = value - TLane.Broadcast(codes[(i * units) + unit]) - mean;
                variance.AddProduct(TLane.Load(posterior + (i * TLane.Count)) * deviation, deviation);
            }

            TLane.MultiplyAdd(TLane.Broadcast(4f), variance, rest + rest).Store(dx + (unit * TLane.Count));
        }
    }
}
