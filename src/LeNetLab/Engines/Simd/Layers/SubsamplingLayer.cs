using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Engines.Simd.Tiles;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>
/// y = coefficient · share · Σ f(a) + bias over 2×2 values, one coefficient and one bias per map, both trainable; the
/// share is ¼ for means (LeCun et al. 1998, §II.A) and 1 for sums (§II.B). As with other pooling the squashing of what
/// is pooled goes in the same pass, and the input keeps f(a).
/// </summary>
/// <typeparam name="TLane">A register of images.</typeparam>
/// <typeparam name="TWeight">How a coefficient or bias meets it.</typeparam>
/// <typeparam name="TSquashing">f.</typeparam>
internal sealed unsafe class SubsamplingLayer<TLane, TWeight, TSquashing> : SimdLayer
    where TLane : struct, ILane<TLane>
    where TWeight : IOperand<TLane>
    where TSquashing : struct, ISquashing<TLane>
{
    private readonly TSquashing function;
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly PoolingWalk walk;
    private readonly float share;
    private readonly float* coefficients;
    private readonly float* biases;
    private readonly IGradientSums coefficientSums;
    private readonly IGradientSums biasSums;
    private float* gradients;

    public SubsamplingLayer(
        Stage stage, Tensor input, Tensor output, TSquashing function, IParameters<TLane> parameters, Arena arena)
    {
        this.function = function;
        this.input = input;
        this.output = output;
        walk = new PoolingWalk(input, output, TLane.Count);
        share = (float)((Layer.Pooling)stage.Layer).Share;
        coefficients = parameters.ValuesOf(stage.Weights!);
        biases = parameters.ValuesOf(stage.Biases!);
        coefficientSums = parameters.SumsOf(stage.Weights!, arena);
        biasSums = parameters.SumsOf(stage.Biases!, arena);
    }

    public override void Forward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            for (int map = 0; map < output.Shape.Maps; map++)
            {
                Forward(
                    input.Values(block) + ((nint)map * input.MapStride),
                    output.Values(block) + ((nint)map * output.MapStride), Read(coefficients, map), Read(biases, map));
            }
        }
    }

    public override void BeginBackward(float* gradients)
    {
        this.gradients = gradients;
        coefficientSums.Clear();
        biasSums.Clear();
    }

    public override void Backward(int firstBlock, int blocks)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            for (int map = 0; map < output.Shape.Maps; map++)
            {
                nint at = (nint)map * input.MapStride;
                Backward(
                    input.Values(block) + at, input.Gradients(block) + at,
                    output.Gradients(block) + ((nint)map * output.MapStride), Read(coefficients, map),
                    coefficientSums.Of(block) + (map * TLane.Count), biasSums.Of(block) + (map * TLane.Count));
            }
        }
    }

    public override void Curvature(int firstBlock, int blocks, float* squares)
    {
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            for (int map = 0; map < output.Shape.Maps; map++)
            {
                nint at = (nint)map * input.MapStride;
                Curvature(
                    input.Values(block) + at, input.Gradients(block) + at,
                    output.Gradients(block) + ((nint)map * output.MapStride), Read(coefficients, map),
                    coefficientSums.Of(block) + (map * TLane.Count), biasSums.Of(block) + (map * TLane.Count));
            }
        }
    }

    public override void EndBackward()
    {
        coefficientSums.Complete(gradients);
        biasSums.Complete(gradients);
    }

    private static TLane Read(float* parameters, int map) => TWeight.Read(parameters + (map * TWeight.Floats));

    /// <summary>One map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward(float* x, float* y, TLane coefficient, TLane bias)
    {
        TSquashing f = function;
        TLane part = TLane.Broadcast(share);
        for (int row = 0; row < output.Shape.Rows; row++, x += walk.TwoInputRows)
        {
            for (int column = 0; column < walk.Columns; column++, y += TLane.Count)
            {
                float* at = x + (column * 2 * TLane.Count);
                Neighbourhood<TLane> values = walk.Load<TLane>(at).Squash(f);
                walk.Store(at, values);
                TLane.MultiplyAdd(coefficient, values.Sum * part, bias).Store(y);
            }
        }
    }

    /// <summary>One map; its part of the parameters' gradients is added to the two sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(
        float* x, float* dx, float* dy, TLane coefficient, float* coefficientSum, float* biasSum)
    {
        TSquashing f = function;
        TLane part = TLane.Broadcast(share), weight = coefficient * part;
        TLane byCoefficient = TLane.Load(coefficientSum), byBias = TLane.Load(biasSum);
        for (int row = 0; row < output.Shape.Rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
        {
            for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
            {
                int at = column * 2 * TLane.Count;
                Neighbourhood<TLane> values = walk.Load<TLane>(x + at);
                TLane gradient = TLane.Load(dy), each = gradient * weight;
                byCoefficient.AddProduct(gradient, values.Sum * part);
                byBias += gradient;
                walk.Store(dx + at, new Neighbourhood<TLane>(each, each, each, each).TimesSlope(f, values));
            }
        }

        byCoefficient.Store(coefficientSum);
        byBias.Store(biasSum);
    }

    /// <summary>One map, from its squared coefficient; its part of the parameters' is added to the two sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Curvature(
        float* x, float* dx, float* dy, TLane squaredCoefficient, float* coefficientSum, float* biasSum)
    {
        TSquashing f = function;
        TLane part = TLane.Broadcast(share), weight = squaredCoefficient * part * part;
        TLane byCoefficient = TLane.Load(coefficientSum), byBias = TLane.Load(biasSum);
        for (int row = 0; row < output.Shape.Rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
        {
            for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
            {
                int at = column * 2 * TLane.Count;
                Neighbourhood<TLane> values = walk.Load<TLane>(x + at);
                TLane curvature = TLane.Load(dy), each = curvature * weight, pooled = values.Sum * part;
                byCoefficient.AddProduct(curvature, pooled * pooled);
                byBias += curvature;
                walk.Store(dx + at, new Neighbourhood<TLane>(each, each, each, each).TimesSquaredSlope(f, values));
            }
        }

        byCoefficient.Store(coefficientSum);
        byBias.Store(biasSum);
    }
}
