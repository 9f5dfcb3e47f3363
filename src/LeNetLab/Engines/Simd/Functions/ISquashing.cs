using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Lanes;
using LeNetLab.Models;

namespace LeNetLab.Engines.Simd.Functions;

/// <summary>An activation function on registers; <see cref="Activation"/> has the formulas.</summary>
internal interface ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>f(a).</summary>
    TLane Value(TLane a);

    /// <summary>f′(a), from y = f(a).</summary>
    TLane Slope(TLane y);
}

/// <summary>1/(1 + e^−a), within 2.5 ulp over [−88, 87] and constant beyond; slope y·(1 − y).</summary>
internal readonly struct Sigmoid<TLane> : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) => TLane.Broadcast(1f) / (TLane.Broadcast(1f) + Exponential.Of(-a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) => y * (TLane.Broadcast(1f) - y);
}

/// <summary>tanh a; slope 1 − y².</summary>
internal readonly struct Tanh<TLane> : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) => HyperbolicTangent.Of(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) => TLane.MultiplyAdd(-y, y, TLane.Broadcast(1f));
}

/// <summary>A·tanh(S·a); slope A·S − (S/A)·y².</summary>
internal readonly struct ScaledTanh<TLane> : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    private const double A = Activation.ScaledTanh.Amplitude, S = Activation.ScaledTanh.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) =>
        TLane.Broadcast((float)A) * HyperbolicTangent.Of(TLane.Broadcast((float)S) * a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) =>
        TLane.MultiplyAdd(TLane.Broadcast((float)(-S / A)) * y, y, TLane.Broadcast((float)(A * S)));
}

/// <summary>a where a &gt; 0, else slope·a, with a slope of 0 the plain rectifier.</summary>
internal readonly struct Rectifier<TLane>(float negativeSlope) : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) =>
        TLane.WhereGreater(a, TLane.Broadcast(0f), a, TLane.Broadcast(negativeSlope) * a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) =>
        TLane.WhereGreater(y, TLane.Broadcast(0f), TLane.Broadcast(1f), TLane.Broadcast(negativeSlope));
}

/// <summary>ln(1 + max(0, a)); slope 1/(1 + a) = e^−y where y &gt; 0, else 0.</summary>
internal readonly struct LogarithmicRectifier<TLane> : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) => LogarithmOfOnePlus.Of(TLane.Max(TLane.Broadcast(0f), a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) =>
        TLane.WhereGreater(y, TLane.Broadcast(0f), Exponential.Of(-y), TLane.Broadcast(0f));
}

/// <summary>a itself: what a layer is squashed with where the network has no squashing.</summary>
internal readonly struct Unsquashed<TLane> : ISquashing<TLane>
    where TLane : struct, ILane<TLane>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value(TLane a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope(TLane y) => TLane.Broadcast(1f);
}
