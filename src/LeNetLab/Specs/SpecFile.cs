using System.Text;

namespace LeNetLab.Specs;

/// <summary>A spec's file as text.</summary>
public static class SpecFile
{
    /// <summary>No spec is larger, in bytes and in characters.</summary>
    public const int MaxLength = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file as UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SpecException">It cannot be read, is larger than 1 MiB, or is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes;
        try
        {
            using FileStream stream = File.OpenRead(path);
            // Not the file's stated length: devices and pipes state none.
            var buffer = new byte[MaxLength + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > MaxLength)
                throw Refusal(path, 1, 1, SpecTree.TooLarge);
            bytes = buffer[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw Refusal(path, 1, 1, $"cannot be read: {e.Message}");
        }

        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            ReadOnlySpan<byte> before = bytes.AsSpan(0, Math.Max(0, e.Index));
            int line = 1 + before.Count((byte)'\n');
            string lineSoFar = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]);
            throw Refusal(path, line, lineSoFar.Length + 1,
                $"the byte 0x{bytes[before.Length]:X2} is not UTF-8; save the file with that encoding");
        }
    }

    private static SpecException Refusal(string path, int line, int column, string message) =>
        new([new SpecError(path, line, column, message)]);
}
