using System.Net;

namespace LeNetLab.Data;

/// <summary>Fetches a file from the first mirror that serves it whole and genuine.</summary>
/// <param name="http">Sends requests; must not decompress.</param>
/// <param name="policy">Limits.</param>
/// <param name="clock">Measures time-outs and waits.</param>
/// <param name="progress">Told of bytes as they arrive, or null.</param>
internal sealed class Downloader(
    HttpMessageInvoker http, DownloadPolicy policy, TimeProvider clock, IProgress<DownloadProgress>? progress)
{
    /// <summary>Fetches one file and moves it into place.</summary>
    /// <param name="sources">Its address at each mirror, tried in turn.</param>
    /// <param name="destination">Its path; the folder exists and nobody else downloads into it.</param>
    /// <param name="complaint">Says what is wrong with the file at a path, or null if it is genuine.</param>
    /// <param name="cancellation">Stops; what has arrived is kept for a later call.</param>
    internal async Task<DownloadOutcome> FetchAsync(
        IReadOnlyList<Uri> sources, string destination, Func<string, string?> complaint, CancellationToken cancellation)
    {
        PartialDownload part = new(destination);
        List<string> failures = [];
        foreach (Uri source in sources)
        {
            string? failure = await FetchFromAsync(source, part, complaint, cancellation);
            if (failure is null)
            {
                part.Complete();
                return new DownloadOutcome(source, failures);
            }

            failures.Add($"{source}: {failure}");
        }

        return new DownloadOutcome(null, failures);
    }

    /// <summary>Tries one mirror until another attempt would not help.</summary>
    /// <returns>How it failed, or null.</returns>
    private async Task<string?> FetchFromAsync(
        Uri source, PartialDownload part, Func<string, string?> complaint, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                bool resumed = await AttemptAsync(source, part, cancellation);
                if (await Task.Run(() => complaint(part.Path), cancellation) is not string wrong)
                    return null;
                part.Discard();

                // Of two halves either may be wrong; the whole, asked for at once, is the mirror's own.
                throw new MirrorException(wrong, MayPass: resumed);
            }
            catch (MirrorException failure)
            {
                if (!failure.MayPass || attempt >= policy.Attempts)
                {
                    string count = attempt == 1 ? "" : $" (attempt {attempt} of {policy.Attempts})";
                    return failure.Message + count;
                }

                await Task.Delay(policy.Backoff * (1 << (attempt - 1)), clock, cancellation);
            }
        }
    }

    /// <summary>One request and its answer's body.</summary>
    /// <returns>Whether the file was put together from this and an earlier answer.</returns>
    /// <exception cref="MirrorException">The file is not whole.</exception>
    private async Task<bool> AttemptAsync(Uri source, PartialDownload part, CancellationToken cancellation)
    {
        using CancellationTokenSource stall = new(policy.StallTimeout, clock);
        using CancellationTokenSource overall = new(policy.AttemptTimeout, clock);
        using CancellationTokenSource any =
            CancellationTokenSource.CreateLinkedTokenSource(cancellation, stall.Token, overall.Token);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, source);
            request.Headers.UserAgent.ParseAdd("LeNetLab");
            long present = part.AskForRest(request, source);
            using HttpResponseMessage response = await http.SendAsync(request, any.Token);
            bool resumed = Accept(response, present, part);
            long? total = response.Content.Headers.ContentLength + (resumed ? present : 0);
            if (total > policy.MaximumBytes)
                throw TooLarge($"announces {total:N0} bytes,");
            DownloadProgress soFar = new(Path.GetFileName(source.LocalPath), source, resumed ? present : 0, total);
            await CopyAsync(response, part, soFar, stall, any.Token);
            return resumed;
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            (string how, TimeSpan limit) =
                overall.IsCancellationRequested ? ("was not done after", policy.AttemptTimeout)
                : stall.IsCancellationRequested ? ("sent nothing for", policy.StallTimeout)
                : ("no connection within", policy.ConnectTimeout);

            // The handler's own limit, for connecting, is the one that another attempt would meet again.
            bool mayPass = any.IsCancellationRequested;
            throw new MirrorException($"{how} {limit.TotalSeconds:0.##} s", mayPass, stopped);
        }
        catch (HttpRequestException failed)
        {
            throw new MirrorException(Describe(failed), MayPass(failed.HttpRequestError), failed);
        }
    }

    /// <summary>Looks at the answer's head.</summary>
    /// <returns>Whether its body continues the part.</returns>
    private static bool Accept(HttpResponseMessage response, long present, PartialDownload part)
    {
        HttpStatusCode status = response.StatusCode;
        if (present > 0 && status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Discard();
            throw new MirrorException("has no such part of the file", MayPass: true);
        }

        if (status == HttpStatusCode.PartialContent
            && (present == 0 || response.Content.Headers.ContentRange?.From != present))
        {
            part.Discard();
            throw new MirrorException("answered with another part of the file than was asked for", MayPass: true);
        }

        if (!response.IsSuccessStatusCode)
        {
            bool mayPass = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                || (int)status >= 500;
            throw new MirrorException($"answered {(int)status} {response.ReasonPhrase}".TrimEnd(), mayPass);
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            throw new MirrorException($"answered {(int)status} with an HTML page instead of the file", MayPass: false);
        return status == HttpStatusCode.PartialContent;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, PartialDownload part, DownloadProgress soFar, CancellationTokenSource stall,
        CancellationToken cancellation)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        await using FileStream file = part.OpenFor(response, soFar.Source);
        var buffer = new byte[65_536];
        while (true)
        {
            stall.CancelAfter(policy.StallTimeout);
            int read = await ReadAsync(body, buffer, soFar, cancellation);
            if (read == 0)
                break;
            soFar = soFar with { Received = soFar.Received + read };
            if (soFar.Received > policy.MaximumBytes)
            {
                await file.DisposeAsync();
                part.Discard();
                throw TooLarge("sends");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(soFar);
        }

        // On the disk before its name says that it is whole.
        file.Flush(flushToDisk: true);
    }

    private static async Task<int> ReadAsync(
        Stream body, byte[] buffer, DownloadProgress soFar, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (IOException broken)
        {
            string of = soFar.Total is long total ? $" of {total:N0}" : "";
            throw new MirrorException($"broke off after {soFar.Received:N0}{of} bytes", true, broken);
        }
    }

    private MirrorException TooLarge(string what) =>
        new($"{what} more than the {policy.MaximumBytes:N0} bytes that are taken at most", MayPass: false);

    /// <summary>Without a name, a listener or trust there is no use in asking again at once.</summary>
    private static bool MayPass(HttpRequestError error) => error is not (HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError);

    private static string Describe(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"its name cannot be resolved ({failed.Message})",
        HttpRequestError.ConnectionError => $"cannot be reached ({failed.Message})",
        HttpRequestError.SecureConnectionError => $"no secure connection ({Cause(failed)})",
        _ => $"the exchange failed ({Cause(failed)})",
    };

    /// <summary>The outer message often says no more than that there is an inner one.</summary>
    private static string Cause(HttpRequestException failed) => failed.InnerException?.Message ?? failed.Message;

    /// <summary>One attempt at one mirror failed.</summary>
    /// <param name="message">How, in words that follow the mirror's address.</param>
    /// <param name="MayPass">Whether another attempt may go better.</param>
    /// <param name="inner">What it was noticed by.</param>
    private sealed class MirrorException(string message, bool MayPass, Exception? inner = null)
        : Exception(message, inner)
    {
        internal bool MayPass { get; } = MayPass;
    }
}

/// <summary>How a download ended.</summary>
/// <param name="Served">The address that served the file, or null where none did.</param>
/// <param name="Failures">Each address that failed before, and how.</param>
internal sealed record DownloadOutcome(Uri? Served, IReadOnlyList<string> Failures);
