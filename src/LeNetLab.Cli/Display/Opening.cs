using LeNetLab.Data;
using LeNetLab.Engines;
using LeNetLab.Naming;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Cli.Display;

/// <summary>What is said before a sweep begins.</summary>
internal sealed class Opening(
    Terminal terminal, ExperimentSpec experiment, DatasetChoice choice, IReadOnlyList<EngineIdentity> engines,
    int workers)
{
    private const int MostNamed = 4;

    private readonly TextWriter output = terminal.Out;

    /// <summary>Whether runs are sent elsewhere, where others say how many at a time and how fast.</summary>
    public bool IsSent { get; init; }

    /// <summary>Dataset and engines, and loudly so where the dataset is not the one asked for.</summary>
    public void PrintSetting()
    {
        if (choice.Missing is { } missing)
        {
            string name = choice.Dataset.Name;
            string headline = $"{experiment.Dataset} is not here: this runs on {name} instead".ToUpperInvariant();
            output.WriteLine($"""

                !!! {headline} !!!
                {missing}
                Every result is recorded as of {name} and never compared with {experiment.Dataset}'s.

                """);
        }

        Dataset dataset = choice.Dataset;
        string origin = dataset.Origin.Length > 0 ? $", {dataset.Origin}" : "";
        output.WriteLine(
            $"  dataset   {dataset.Name}, {dataset.TrainCount:N0} + {dataset.TestCount:N0} images{origin}");
        string shared = IsSent ? "on Slurm" : Counted.Of(workers, "worker");
        output.WriteLine(engines.Count == 1
            ? $"  engine    {Describe(engines[0])}, {shared}"
            : $"  engines   {string.Join("; ", engines.Select(Describe))}; {shared}");
        PrintClaims(PlannedFamily.Of(experiment, dataset.TrainCount));
        if (SharedRate.Of(experiment) is { } untuned)
        {
            output.WriteLine(
                $"  rates     variants share {untuned.RatesInWords}, tuned for none of them, and the best rate depends "
                + $"on {string.Join(", ", untuned.Varied)}: `tune` in the spec chooses one for each (docs/specs.md)");
        }
    }

    /// <summary>What is odd about the dataset.</summary>
    public void PrintNotices(IReadOnlyList<string> notices)
    {
        foreach (string notice in notices)
            output.WriteLine($"  notice    {notice}");
    }

    private void PrintClaims(PlannedFamily family)
    {
        if (family.Fixed.Count > 0)
            output.WriteLine($"  claims    {OfFixed(family)}");
        if (family.LeavesRoom)
            return;
        bool fewer = experiment.Baseline is null && family.SeedsNeeded > PlannedFamily.SeedsFor(1);
        bool ofFactors = family.Effects > 0 && new PlannedFamily(family.Effects, family.Seeds).LeavesRoom;
        output.WriteLine(
            (ofFactors ? $"  claims    about factors ({family.Effects} effects), none about pairs of variants: "
                : "  claims    none can be made: ")
            + $"{Counted.Of(family.Seeds, "seed")} {Counted.Word(family.Seeds, "is", "are")} too few for "
            + $"{Counted.Of(family.Comparisons, "comparison")}; {family.SeedsNeeded} would do"
            + (fewer ? ", or fewer comparisons with `baseline: <variant>`" : ""));
    }

    private static string OfFixed(PlannedFamily family)
    {
        string named = family.Fixed.Count > MostNamed
            ? Counted.Of(family.Fixed.Count, "variant")
            : string.Join(", ", family.Fixed);
        string test = family.OnImages == 0 ? "" : "McNemar's test on the test images compares";
        return family.OnImages == family.Comparisons && family.OnImages > 0
            ? $"none over seeds: the seed does not change {named}, so n is 1 and one seed would do; {test} them"
            : $"the seed does not change {named}: a constant, against which the others' seeds are tested"
                + (test.Length == 0 ? "" : $"; {test} those that it does not change with each other");
    }

    /// <summary>Says which runs the report is about to lose, and how they come back.</summary>
    /// <param name="finished">How many that are done.</param>
    /// <param name="running">How many that another process is training, or was when it died.</param>
    /// <param name="command">What brings them back; null where no command does as things are.</param>
    public void PrintLeaving(int finished, int running, string? command)
    {
        int all = finished + running;
        string runs = (finished, running) switch
        {
            (_, 0) => Counted.Of(finished, "finished run"),
            (0, _) => Counted.Of(running, "begun run"),
            _ => $"{finished} finished and {Counted.Of(running, "begun run")}",
        };
        string again = command is null
            ? Counted.Word(all, "once it is asked for again.", "once they are asked for again.")
            : $"with: {command}";
        output.WriteLine($"""
              changed   {runs} that {experiment.Name} asked for last time {Counted.Word(all, "leaves", "leave")} its report.
                        {Counted.Word(all, "It stays in the database, and comes", "They stay in the database, and come")} back {again}
            """);
    }

    /// <summary>That other processes are at some of the runs already.</summary>
    /// <param name="holders">Who is, one for each run.</param>
    public void PrintOthers(IReadOnlyList<RunHolder> holders)
    {
        if (holders.Count > 0)
            output.WriteLine($"  shared    {Wording.Held(holders)} in training; the others are taken here");
    }

    /// <summary>How many runs are left, and how long they will take.</summary>
    /// <param name="plan">All runs.</param>
    /// <param name="scope">What of them is asked for.</param>
    /// <param name="toDo">Those of them that are left.</param>
    /// <param name="statuses">How each stands, by run id.</param>
    /// <param name="rates">How fast each engine is, as known by now.</param>
    public void PrintPlan(
        SweepPlan plan, SweepScope scope, IReadOnlyList<SweepItem> toDo,
        IReadOnlyDictionary<string, RunStatus> statuses, EngineRates rates)
    {
        string[] others = [.. plan.Items.Select(item => item.Run.RunId).Except(toDo.Select(item => item.Run.RunId))];
        int diverged = others.Count(id => statuses.GetValueOrDefault(id) == RunStatus.Diverged);
        int done = others.Count(id => statuses.GetValueOrDefault(id) == RunStatus.Done);
        int left = others.Length - diverged - done;
        output.WriteLine(
            $"  runs      {toDo.Count} to do{(scope.Retry is null ? "" : " again")}"
            + $"{Wording.Resumed(toDo)}, {done} already done"
            + (diverged > 0 ? $", {diverged} diverged before and not tried again" : ""));
        if (left > 0)
            output.WriteLine($"            {left} left out for now; {Counted.Word(left, "it stays", "they stay")} in the experiment");
        PrintEstimate(toDo, rates);
    }

    private void PrintEstimate(IReadOnlyList<SweepItem> toDo, EngineRates rates)
    {
        if (toDo.Count == 0 || IsSent)
            return;
        string basis = rates.Cover(toDo) ? "going by earlier runs" : "a guess until the first runs are measured";
        output.WriteLine($"  estimate  {Wording.Duration(TimeEstimate.Of(toDo, workers, rates))}, {basis}");
    }

    // An engine whose vectors are its own affair names no width.
    private static string Describe(EngineIdentity engine) => $"{engine.Name} on {engine.Device}"
        + (engine.VectorBits > 0 ? $", vectors of {engine.VectorBits} bits" : "");
}
