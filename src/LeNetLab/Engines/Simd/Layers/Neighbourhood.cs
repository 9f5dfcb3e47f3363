using System.Runtime.CompilerServices;
using LeNetLab.Engines.Simd.Functions;
using LeNetLab.Engines.Simd.Lanes;

namespace LeNetLab.Engines.Simd.Layers;

/// <summary>A 2×2 neighbourhood: top left, top right, bottom left, bottom right.</summary>
internal readonly record struct Neighbourhood<TLane>(TLane X00, TLane X01, TLane X10, TLane X11)
    where TLane : struct, ILane<TLane>
{
    public TLane Sum
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => X00 + X01 + (X10 + X11);
    }

    /// <summary>f of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Neighbourhood<TLane> Squash<TSquashing>(TSquashing f)
        where TSquashing : struct, ISquashing<TLane> =>
        new(f.Value(X00), f.Value(X01), f.Value(X10), f.Value(X11));

    /// <summary>Each times the slope of f where f has given <paramref name="y"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Neighbourhood<TLane> TimesSlope<TSquashing>(TSquashing f, Neighbourhood<TLane> y)
        where TSquashing : struct, ISquashing<TLane> =>
        new(X00 * f.Slope(y.X00), X01 * f.Slope(y.X01), X10 * f.Slope(y.X10), X11 * f.Slope(y.X11));

    /// <summary>Each times that slope's square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Neighbourhood<TLane> TimesSquaredSlope<TSquashing>(TSquashing f, Neighbourhood<TLane> y)
        where TSquashing : struct, ISquashing<TLane> => TimesSlope(f, y).TimesSlope(f, y);
}
