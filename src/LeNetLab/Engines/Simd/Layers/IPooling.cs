using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>One way of pooling a 2×2 neighbourhood, forward and backward.</summary>
internal interface IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The pooled value.</summary>
    static abstract TLane Value(Neighbourhood<TLane> x);

    /// <summary>How the pooled value's gradient is shared out.</summary>
    static abstract Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient);

    /// <summary>The same with the squares of the shares.</summary>
    static abstract Neighbourhood<TLane> ShareSquared(Neighbourhood<TLane> x, TLane curvature);
}

/// <summary>The mean.</summary>
internal readonly struct AveragePooling<TLane> : IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value(Neighbourhood<TLane> x) => x.Sum * TLane.Broadcast(0.25f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient)
    {
        TLane quarter = gradient * TLane.Broadcast(0.25f);
        return new(quarter, quarter, quarter, quarter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> ShareSquared(Neighbourhood<TLane> x, TLane curvature) =>
        Share(x, curvature * TLane.Broadcast(0.25f));
}

/// <summary>The maximum; the gradient goes to the first of equals.</summary>
internal readonly struct MaxPooling<TLane> : IPooling<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Value(Neighbourhood<TLane> x) =>
        TLane.Max(TLane.Max(x.X00, x.X01), TLane.Max(x.X10, x.X11));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> Share(Neighbourhood<TLane> x, TLane gradient)
    {
        TLane max = Value(x), none = TLane.Broadcast(0f);
        TLane first = TLane.WhereGreater(max, x.X00, none, gradient);
        TLane left = TLane.WhereGreater(max, x.X00, gradient, none);
        TLane second = TLane.WhereGreater(max, x.X01, none, left);
        left = TLane.WhereGreater(max, x.X01, left, none);
        TLane third = TLane.WhereGreater(max, x.X10, none, left);
        return new(first, second, third, TLane.WhereGreater(max, x.X10, left, none));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Neighbourhood<TLane> ShareSquared(Neighbourhood<TLane> x, TLane curvature) => Share(x, curvature);
}
