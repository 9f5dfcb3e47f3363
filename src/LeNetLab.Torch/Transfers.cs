using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace LeNetLab.Torch;

/// <summary>Numbers from the host's memory to tensors and back.</summary>
internal static class Transfers
{
    /// <summary>A tensor of these values.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Their extents.</param>
    /// <param name="type">What <typeparamref name="T"/> is to PyTorch.</param>
    /// <param name="device">Where to.</param>
    public static Tensor ToTensor<T>(this ReadOnlySpan<T> values, long[] shape, ScalarType type, Device device)
        where T : unmanaged
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor host = empty(shape, type);
        MemoryMarshal.AsBytes(values).CopyTo(host.bytes);
        return scope.MoveToOuter(host.to(device));
    }

    /// <summary>Copies a tensor's values out; waits until they are computed.</summary>
    public static void CopyTo<T>(this Tensor tensor, Span<T> values)
        where T : unmanaged
    {
        using DisposeScope scope = NewDisposeScope();
        MemoryMarshal.Cast<byte, T>(tensor.detach().cpu().contiguous().bytes).CopyTo(values);
    }
}
