using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>y = coefficient · mean + bias, one of each per map, both trainable (LeCun et al. 1998, §II.A).</summary>
internal sealed unsafe class SubsamplingLayer<TLane> : SimdLayer
    where TLane : struct, ILane<TLane>
{
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly PoolingWalk walk;
    private readonly float* coefficients;
    private readonly float* biases;
    private readonly float* coefficientGradients;
    private readonly float* biasGradients;
    private readonly LaneSums coefficientSums;
    private readonly LaneSums biasSums;

    public SubsamplingLayer(Stage stage, Tensor input, Tensor output, ParameterStore parameters, Arena arena)
    {
        this.input = input;
        this.output = output;
        walk = new PoolingWalk(input, output, TLane.Count);
        coefficients = parameters.ValuesOf(stage.Weights!);
        biases = parameters.ValuesOf(stage.Biases!);
        coefficientGradients = parameters.GradientsOf(stage.Weights!);
        biasGradients = parameters.GradientsOf(stage.Biases!);
        coefficientSums = new LaneSums(output.Shape.Maps, arena);
        biasSums = new LaneSums(output.Shape.Maps, arena);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(int firstBlock, int blocks)
    {
        int rows = output.Shape.Rows;
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), y = output.Values(block);
            for (int map = 0; map < output.Shape.Maps; map++)
            {
                TLane coefficient = TLane.Broadcast(coefficients[map]), bias = TLane.Broadcast(biases[map]);
                for (int row = 0; row < rows; row++, x += walk.TwoInputRows)
                {
                    for (int column = 0; column < walk.Columns; column++, y += TLane.Count)
                    {
                        TLane mean = walk.Load<TLane>(x + (column * 2 * TLane.Count)).Mean;
                        TLane.MultiplyAdd(coefficient, mean, bias).Store(y);
                    }
                }
            }
        }
    }

    public override void BeginBackward()
    {
        coefficientSums.Clear();
        biasSums.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(int firstBlock, int blocks)
    {
        int rows = output.Shape.Rows;
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            float* x = input.Values(block), dx = input.Gradients(block), dy = output.Gradients(block);
            for (int map = 0; map < output.Shape.Maps; map++)
            {
                TLane quarter = TLane.Broadcast(coefficients[map]) * TLane.Broadcast(0.25f);
                TLane byCoefficient = TLane.Broadcast(0f), byBias = TLane.Broadcast(0f);
                for (int row = 0; row < rows; row++, x += walk.TwoInputRows, dx += walk.TwoInputRows)
                {
                    for (int column = 0; column < walk.Columns; column++, dy += TLane.Count)
                    {
                        int at = column * 2 * TLane.Count;
                        TLane gradient = TLane.Load(dy), share = gradient * quarter;
                        byCoefficient.AddProduct(gradient, walk.Load<TLane>(x + at).Mean);
                        byBias += gradient;
                        walk.Store(dx + at, new Neighbourhood<TLane>(share, share, share, share));
                    }
                }

                byCoefficient.AddOctetsTo(coefficientSums.Sums + (8 * map));
                byBias.AddOctetsTo(biasSums.Sums + (8 * map));
            }
        }
    }

    public override void EndBackward()
    {
        coefficientSums.ReduceTo(coefficientGradients);
        biasSums.ReduceTo(biasGradients);
    }
}
