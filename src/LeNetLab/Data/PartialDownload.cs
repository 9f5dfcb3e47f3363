using System.Net;
using System.Net.Http.Headers;

namespace LeNetLab.Data;

/// <summary>
/// A file on its way: <c>name.part</c> beside its destination, and <c>name.part.source</c> with the address and the
/// validator (entity tag or date) under which it began. Only with both may a later attempt ask for the rest.
/// </summary>
/// <param name="destination">Where the whole file will lie.</param>
internal sealed class PartialDownload(string destination)
{
    private readonly string sourcePath = $"{destination}.part.source";

    internal string Path { get; } = $"{destination}.part";

    /// <summary>Asks for the rest of what is there, on condition that the server still has the same file.</summary>
    /// <param name="request">Receives the question; a redirection will change its address.</param>
    /// <param name="source">The mirror's address.</param>
    /// <returns>How many bytes are there; 0 where the whole file must be asked for.</returns>
    internal long AskForRest(HttpRequestMessage request, Uri source)
    {
        FileInfo part = new(Path);
        if (!part.Exists || part.Length == 0 || !File.Exists(sourcePath))
            return 0;
        if (File.ReadAllLines(sourcePath) is not [string address, string validator]
            || address != source.AbsoluteUri
            || !RangeConditionHeaderValue.TryParse(validator, out RangeConditionHeaderValue? condition))
        {
            return 0;
        }

        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        request.Headers.IfRange = condition;
        return part.Length;
    }

    /// <summary>Opens the part for the body of an answer: at its end for 206, emptied for anything else.</summary>
    internal FileStream OpenFor(HttpResponseMessage response, Uri source)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent)
            return new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        Discard();
        if (Validator(response) is string validator)
            File.WriteAllLines(sourcePath, [source.AbsoluteUri, validator]);
        return new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <summary>Moves the whole file into its place, at once.</summary>
    internal void Complete()
    {
        File.Move(Path, destination, overwrite: true);
        File.Delete(sourcePath);
    }

    /// <summary>Forgets what is there.</summary>
    internal void Discard()
    {
        File.Delete(sourcePath);
        File.Delete(Path);
    }

    /// <summary>A weak tag does not promise equal bytes (RFC 9110, §13.1.5), so that it is none.</summary>
    private static string? Validator(HttpResponseMessage response)
    {
        if (response.Headers.ETag is { IsWeak: false } tag)
            return tag.ToString();
        return response.Headers.ETag is null && response.Content.Headers.LastModified is DateTimeOffset date
            ? new RangeConditionHeaderValue(date).ToString()
            : null;
    }
}
