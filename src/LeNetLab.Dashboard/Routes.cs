using LeNetLab.Dashboard.Answers;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Dashboard.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LeNetLab.Dashboard;

/// <summary>What each address answers.</summary>
internal static class Routes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    // Pages of the same one file, whose script looks at the address.
    private static readonly string[] Pages =
        ["/", "/runs", "/runs/{id}", "/experiments/{name}", "/compare", "/draw"];

    /// <summary>Maps every address.</summary>
    public static void Map(
        IEndpointRouteBuilder routes, DashboardOptions options, PageFiles files, ChangeFeed feed,
        CancellationToken stopping)
    {
        foreach (string page in Pages)
            Read(routes, page, PageFiles.Shell.Send);
        foreach (string name in files.All)
            Read(routes, $"/{name}", context => files.Send(context, name));

        var experiments = new ExperimentList(options.Results, options.Glance);
        Read(routes, "/api/experiments", JsonAnswer.To(_ => experiments.Read()));
        var experiment = new ExperimentPage(options.Results, feed);
        Read(routes, "/api/experiments/{name}", JsonAnswer.To(request => experiment.Read(request.Part("name"))));
        Read(
            routes, "/api/experiments/{name}/pictures",
            JsonAnswer.To(request => experiment.Pictures(request.Part("name"))));
        var runs = new RunList(options.Results);
        Read(routes, "/api/runs", JsonAnswer.To(runs.Read));
        var run = new RunDetails(options.Results);
        Read(routes, "/api/runs/{id}", JsonAnswer.To(request => run.Read(request.Part("id"))));
        var networks = new NetworkViews(options.Results);
        Read(routes, "/api/runs/{id}/kernels", JsonAnswer.To(networks.Kernels));
        Read(routes, "/api/runs/{id}/activity", JsonAnswer.To(networks.Activity));
        var digit = new DrawnDigit(options.Results);
        Read(routes, "/api/experiments/{name}/digit", JsonAnswer.To(digit.Read));
        var selection = new SelectionPage(options.Results);
        Read(routes, "/api/compare", JsonAnswer.To(selection.Read));
        Read(routes, "/api/changes", new EventStream(feed, stopping).Send);
    }

    private static void Read(IEndpointRouteBuilder routes, string pattern, RequestDelegate answer) =>
        routes.MapMethods(pattern, Reading, answer);
}
