using System.Text.Json;
using System.Text.Json.Serialization;
using LeNetLab.Results;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Serving;

/// <summary>Sends what was found as JSON, and what could not be as a sentence.</summary>
internal static class JsonAnswer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A handler that answers with what a question finds.</summary>
    public static RequestDelegate To<T>(Func<HttpRequest, T> question) =>
        To(request => Task.FromResult(question(request)));

    /// <summary>The same for a question that takes its time.</summary>
    public static RequestDelegate To<T>(Func<HttpRequest, Task<T>> question) => async context =>
    {
        try
        {
            await Send(context, StatusCodes.Status200OK, await question(context.Request));
        }
        catch (BadQuestionException refused)
        {
            await Send(context, StatusCodes.Status400BadRequest, new { error = refused.Message });
        }
        catch (ResultsException missing)
        {
            await Send(context, StatusCodes.Status404NotFound, new { error = missing.Message });
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            await Send(
                context, StatusCodes.Status503ServiceUnavailable, new { error = StorageFault.Describe(fault) });
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // One page that cannot be drawn up is no reason to be silent about it, nor to fail the others.
            await Send(
                context, StatusCodes.Status500InternalServerError,
                new { error = $"An error that should not happen: {fault.Message} ({fault.GetType().Name})" });
        }
    };

    private static async Task Send<T>(HttpContext context, int status, T answer)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json; charset=utf-8";
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(answer, Options);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

/// <summary>The address asks for something that cannot be meant; the message says what is.</summary>
public sealed class BadQuestionException(string message) : Exception(message);
