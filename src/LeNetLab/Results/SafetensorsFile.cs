using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LeNetLab.Models;

namespace LeNetLab.Results;

/// <summary>A named array of a safetensors file.</summary>
/// <param name="Name">E.g. <c>C3.weight</c>.</param>
/// <param name="Shape">Row-major extents.</param>
/// <param name="Values">Its values, row-major.</param>
public sealed record Tensor(string Name, IReadOnlyList<int> Shape, float[] Values);

/// <summary>
/// Float32 tensors in the safetensors format (https://github.com/huggingface/safetensors), which Python opens too.
/// </summary>
/// <remarks>
/// Own code, for want of a .NET package. The tensors are written one after the other in their given order, so that
/// the data section of a network's file is its flat parameter vector, and its SHA-256 the run's weights_sha256.
/// </remarks>
/// <param name="Metadata">Free text by key.</param>
/// <param name="Tensors">In the order of their data.</param>
public sealed record SafetensorsFile(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<Tensor> Tensors)
{
    /// <summary>What to call it in errors.</summary>
    public string Name { get; init; } = "The file";

    /// <summary>A model's parameters, a tensor for each block.</summary>
    /// <exception cref="ArgumentException">The vector is not as long as the model's.</exception>
    public static SafetensorsFile OfModel(
        IModel model, ReadOnlySpan<float> vector, IReadOnlyDictionary<string, string> metadata)
    {
        if (vector.Length != model.VectorLength)
            throw new ArgumentException($"{vector.Length} weights given; the model has {model.VectorLength}.");
        var tensors = new List<Tensor>();
        foreach (ParameterBlock block in model.Blocks)
            tensors.Add(new Tensor(block.Name, block.Shape, vector.Slice(block.Offset, block.Length).ToArray()));
        return new SafetensorsFile(metadata, tensors);
    }

    /// <summary>The flat parameter vector of a model whose weights these are.</summary>
    /// <exception cref="ResultsException">A tensor is missing or has another shape.</exception>
    public float[] VectorFor(IModel model)
    {
        Dictionary<string, Tensor> byName = Tensors.ToDictionary(tensor => tensor.Name);

        // Before anything is allocated: the model may be of a size that another file claims.
        Tensor[] found = [.. model.Blocks.Select(block => Require(block, byName.GetValueOrDefault(block.Name)))];
        var vector = new float[model.VectorLength];
        foreach ((ParameterBlock block, Tensor tensor) in model.Blocks.Zip(found))
            tensor.Values.CopyTo(vector, block.Offset);
        return vector;
    }

    private Tensor Require(ParameterBlock block, Tensor? tensor)
    {
        if (tensor is not null && tensor.Shape.SequenceEqual(block.Shape))
            return tensor;
        string found = tensor is null ? "nothing" : $"[{string.Join(", ", tensor.Shape)}]";
        throw new ResultsException(
            $"{Name} has {found} where the model needs a tensor {block.Name} of shape "
            + $"[{string.Join(", ", block.Shape)}].");
    }

    /// <summary>Writes the file, replacing an old one only once the new one is whole and on the disk.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream => stream.Write(ToBytes()));

    /// <summary>Writes it beside its place.</summary>
    internal StagedFile Stage(string path) => AtomicFile.Stage(path, stream => stream.Write(ToBytes()));

    /// <summary>Reads a file.</summary>
    /// <exception cref="ResultsException">It is missing, or no safetensors file of float32.</exception>
    public static SafetensorsFile Read(string path)
    {
        if (!File.Exists(path))
            throw new ResultsException($"There is no weights file {path}. It is written when its run is done.");
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ResultsException($"{path}: cannot be read ({unreadable.Message}).", unreadable);
        }
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] header = SafetensorsHeader.Write(this);
        int dataLength = Tensors.Sum(tensor => tensor.Values.Length * sizeof(float));
        var bytes = new byte[sizeof(ulong) + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes, sizeof(ulong));
        Span<byte> data = bytes.AsSpan(sizeof(ulong) + header.Length);
        foreach (Tensor tensor in Tensors)
        {
            LittleEndian(tensor.Values).CopyTo(data);
            data = data[(tensor.Values.Length * sizeof(float))..];
        }

        return bytes;
    }

    /// <summary>Reads the bytes of a file. Nothing is allocated by what they claim before it is checked.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="ResultsException">They are no safetensors file of float32.</exception>
    public static SafetensorsFile Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.Length < sizeof(ulong))
            throw new ResultsException($"{name}: {bytes.Length} bytes are too few for a safetensors file.");
        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        int available = bytes.Length - sizeof(ulong);
        if (claimed > (ulong)available)
            throw new ResultsException($"{name}: a header of {claimed} bytes is claimed, but {available} are left.");
        ReadOnlyMemory<byte> data = bytes[(sizeof(ulong) + (int)claimed)..];
        (IReadOnlyDictionary<string, string> metadata, IReadOnlyList<SafetensorsHeader.Entry> entries) =
            SafetensorsHeader.Read(bytes.Slice(sizeof(ulong), (int)claimed), data.Length, name);
        return new SafetensorsFile(metadata,
        [
            .. entries.Select(entry =>
                new Tensor(entry.Name, entry.Shape, Floats(data.Span[entry.Begin..entry.End]))),
        ])
        {
            Name = name,
        };
    }

    /// <summary>Lower-case hex SHA-256 of a parameter vector as little-endian float32.</summary>
    public static string Sum(ReadOnlySpan<float> vector) =>
        Convert.ToHexStringLower(SHA256.HashData(LittleEndian(vector)));

    private static ReadOnlySpan<byte> LittleEndian(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.AsBytes(values);
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return values;
    }
}
