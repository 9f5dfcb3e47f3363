using System.Collections.Concurrent;
using LeNetLab.Dashboard.Serving;
using LeNetLab.Data;
using LeNetLab.Inspection;
using LeNetLab.Results;
using Microsoft.AspNetCore.Http;

namespace LeNetLab.Dashboard.Answers;

/// <summary>What one seed's network says.</summary>
public sealed record SeedsOpinion(string RunId, long Seed, int Digit, double Probability);

/// <summary>What a variant says of a digit.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Probabilities">The mean of its networks'; empty where it has none.</param>
/// <param name="Seeds">Each network's own.</param>
/// <param name="LeftOut">Its runs that are done, but whose network was not asked.</param>
public sealed record VariantsOpinion(
    string Variant, IReadOnlyList<double> Probabilities, IReadOnlyList<SeedsOpinion> Seeds, int LeftOut);

/// <summary>Asks the networks of an experiment about a digit that somebody drew.</summary>
/// <param name="folder">The results folder.</param>
internal sealed class DrawnDigit(string folder)
{
    // A network of the usual size takes some milliseconds; nobody waits for hundreds of them.
    private const int MostSeeds = 8, MostNetworks = 160;

    private readonly ConcurrentDictionary<string, TrainedNetwork?> known = [];

    /// <summary>What each variant says of <c>pixels=</c>.</summary>
    /// <exception cref="BadQuestionException">There are no pixels, or not so many.</exception>
    /// <exception cref="ResultsException">There is no such experiment.</exception>
    public IReadOnlyList<VariantsOpinion> Read(HttpRequest request)
    {
        ImageSet drawn = DrawnImage.Of(request) ?? throw new BadQuestionException("pixels are missing.");
        using ResultsReader reader = ResultsReader.Open(folder);
        string experiment = reader.Experiment(request.Part("name")).Name;
        var networks = new StoredNetworks(reader);
        IGrouping<string, RunSummary>[] variants = [.. reader.Runs(experiment).GroupBy(run => run.Variant)];
        int seeds = Math.Clamp(MostNetworks / Math.Max(1, variants.Length), 1, MostSeeds);
        return [.. variants.Select(variant => Opinion(networks, variant, seeds, drawn))];
    }

    private VariantsOpinion Opinion(
        StoredNetworks networks, IGrouping<string, RunSummary> variant, int seeds, ImageSet drawn)
    {
        RunSummary[] done = [.. variant.Where(run => run.Status == RunStatus.Done)];
        (RunSummary Run, double[] Says)[] said =
        [
            .. done.Take(seeds).Select(run => (run, Network(networks, run)?.LookAt(drawn, 0).Probabilities))
                .Where(asked => asked.Probabilities is not null).Select(asked => (asked.run, asked.Probabilities!)),
        ];
        return new VariantsOpinion(
            variant.Key, [.. Mean([.. said.Select(one => one.Says)])],
            [.. said.Select(one => Opinion(one.Run, one.Says))], done.Length - said.Length);
    }

    private static SeedsOpinion Opinion(RunSummary run, double[] says)
    {
        int digit = Array.IndexOf(says, says.Max());
        return new SeedsOpinion(run.RunId, run.Seed, digit, says[digit]);
    }

    private static IEnumerable<double> Mean(IReadOnlyList<double[]> all) => all.Count == 0
        ? []
        : Enumerable.Range(0, all[0].Length).Select(digit => all.Average(says => says[digit]));

    // A run that is done stays as it is, so its network may be kept; only so many, for each takes up to a megabyte.
    private TrainedNetwork? Network(StoredNetworks networks, RunSummary run)
    {
        if (known.Count > MostNetworks)
            known.Clear();
        return known.GetOrAdd(run.RunId, _ => networks.Of(run));
    }
}
