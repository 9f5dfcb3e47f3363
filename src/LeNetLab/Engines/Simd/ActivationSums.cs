using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd;

/// <summary>
/// Adds up what a squashing layer gives. A lane goes through the positions of a map of its image, and images are added
/// one by one, so that the sums do not depend on the width of a register.
/// </summary>
/// <remarks>
/// Values are summed as distances from one of the map's own: nearly equal ones, as a layer of sigmoids may give, would
/// otherwise lose their variance to rounding.
/// </remarks>
internal sealed unsafe class ActivationSums<TLane>
    where TLane : struct, ILane<TLane>
{
    private const int MostLanes = 16;
    private readonly Tensor tensor;
    private readonly float low, high;
    private readonly MapSums[] maps;
    private long images;

    public ActivationSums(SquashedTensor squashed)
    {
        tensor = squashed.Tensor;
        (low, high) = ((float)squashed.Function.Responsive.Low, (float)squashed.Function.Responsive.High);
        maps = new MapSums[tensor.Shape.Maps];
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(maps);
        images = 0;
    }

    /// <summary>Adds the images of one block after a forward pass.</summary>
    /// <param name="block">The block.</param>
    /// <param name="count">Its images, the lanes beyond left out.</param>
    public void Add(int block, int count)
    {
        float* values = tensor.Values(block);
        for (int map = 0; map < maps.Length; map++, values += tensor.MapStride)
        {
            if (images == 0)
                maps[map].Origin = values[tensor.Shape.MapLength / 2 * TLane.Count];
            AddMap(ref maps[map], values, count);
        }

        images += count;
    }

    /// <summary>What was added since the beginning.</summary>
    public ActivationSummary Summary()
    {
        double each = (double)images * tensor.Shape.MapLength, mean = 0, squares = 0;
        long saturated = 0;
        int dead = 0;
        foreach (ref readonly MapSums map in maps.AsSpan())
        {
            mean += (map.Origin + (map.Sum / each)) / maps.Length;
            saturated += map.Saturated;
            dead += map.Saturated == (long)each ? 1 : 0;
        }

        foreach (ref readonly MapSums map in maps.AsSpan())
        {
            double own = map.Sum / each, apart = map.Origin + own - mean;
            squares += Math.Max(0, map.Squares - (map.Sum * own)) + (each * apart * apart);
        }

        return new ActivationSummary((long)each * maps.Length, mean, squares, saturated, dead);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddMap(ref MapSums map, float* values, int count)
    {
        TLane origin = TLane.Broadcast(map.Origin), one = TLane.Broadcast(1f), none = TLane.Broadcast(0f);
        TLane lowest = TLane.Broadcast(low), highest = TLane.Broadcast(high);
        TLane sum = none, squares = none, saturated = none;
        for (int i = 0; i < tensor.MapStride; i += TLane.Count)
        {
            TLane y = TLane.Load(values + i), distance = y - origin;
            sum += distance;
            squares.AddProduct(distance, distance);
            saturated += TLane.WhereGreater(lowest, y, one, TLane.WhereGreater(y, highest, one, none));
        }

        float* lanes = stackalloc float[3 * MostLanes];
        sum.Store(lanes);
        squares.Store(lanes + MostLanes);
        saturated.Store(lanes + (2 * MostLanes));
        for (int lane = 0; lane < count; lane++)
        {
            map.Sum += lanes[lane];
            map.Squares += lanes[MostLanes + lane];
            map.Saturated += (long)lanes[(2 * MostLanes) + lane];
        }
    }

    /// <summary>One map's share.</summary>
    private struct MapSums
    {
        /// <summary>What is taken from every value.</summary>
        public float Origin;

        /// <summary>Of what is left.</summary>
        public double Sum;

        /// <summary>Of its squares.</summary>
        public double Squares;

        /// <summary>Values that are saturated.</summary>
        public long Saturated;
    }
}
