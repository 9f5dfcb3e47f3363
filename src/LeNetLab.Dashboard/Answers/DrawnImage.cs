using System.Buffers.Text;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Data;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Answers;

/// <summary>An image that somebody drew, as an address holds it: 784 grey levels in base64url, 0 the background.</summary>
internal static class DrawnImage
{
    private const int Side = DatasetSource.ImageSide;

    /// <summary>It, as a set of one; null where the address has none.</summary>
    /// <exception cref="BadQuestionException">It is not of that size.</exception>
    public static ImageSet? Of(HttpRequest request)
    {
        if (request.Text("pixels") is not { } text)
            return null;
        if (!Base64Url.IsValid(text, out int length) || length != Side * Side)
            throw new BadQuestionException($"pixels are {Side}×{Side} bytes in base64url, one a grey level.");
        return new ImageSet(Base64Url.DecodeFromChars(text), [0], Side, Side);
    }
}
