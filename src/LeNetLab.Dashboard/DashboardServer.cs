using System.Net;
using System.Net.Sockets;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Dashboard.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LeNetLab.Dashboard;

/// <summary>
/// The live page: everything in a results folder, while it grows. It serves this machine alone, and has no way to write.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private const long LongestRequest = 16 * 1024;

    private readonly WebApplication application;
    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;

    private DashboardServer(WebApplication application, ChangeFeed feed)
    {
        this.application = application;
        watching = feed.Run(ending.Token);
    }

    /// <summary>Where it is, with the port that it got.</summary>
    public Uri Address => AddressOf(application);

    /// <summary>Begins to serve.</summary>
    /// <param name="options">What, and where.</param>
    /// <param name="files">What the browser runs.</param>
    /// <param name="cancellation">Stops the beginning, not what has begun.</param>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<DashboardServer> StartAsync(
        DashboardOptions options, PageFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        WebApplication built = Build(options.Port);
        try
        {
            var feed = new ChangeFeed(options.Results, options.Clock, options.WatchInterval);
            built.Use(next =>
            {
                var guard = new RequestGuard(() => AddressOf(built).Port);
                return context => guard.Check(context, next);
            });
            built.UseRouting();
            Routes.Map(built, options, files, feed, built.Lifetime.ApplicationStopping);
            await built.StartAsync(cancellation);
            return new DashboardServer(built, feed);
        }
        catch (Exception problem)
        {
            await built.DisposeAsync();
            if (problem is SocketException refusal)
                throw new IOException(refusal.Message, refusal);
            throw;
        }
    }

    /// <summary>Ends it; whoever listens to changes is told goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await application.StopAsync();
        await application.DisposeAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    /// <summary>
    /// A server that heeds neither environment variables nor files: what they name might be open to other machines.
    /// </summary>
    private static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
        });
        builder.Services.AddRoutingCore();
        return builder.Build();
    }

    private static Uri AddressOf(WebApplication served) => new(
        served.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
