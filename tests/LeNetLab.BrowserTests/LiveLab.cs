using System.Diagnostics;
using System.Text.RegularExpressions;
using LeNetLab.Results;
using LeNetLab.Results.Runners;
using LeNetLab.Tests.Cli;
using LeNetLab.Tests.Results;
using LeNetLab.Training;

namespace LeNetLab.BrowserTests;

/// <summary>A small experiment on drawn digits, really trained, one more run that grows, and the live page of both.</summary>
public sealed partial class LiveLab : IDisposable
{
    private static readonly PlannedRun Planned = SyntheticResults.Plan("relu", 1);

    private readonly Lab lab = new();
    private readonly Process server;
    private readonly ResultsDatabase database;
    private readonly Runner runner;
    private readonly RunLease lease;
    private int epochs;

    public LiveLab()
    {
        Spec();
        Answer answer = lab.Run("run", "drawn", "--workers", "2");
        Assert.True(answer.Code == 0, answer.Error);
        database = ResultsDatabase.Open(lab.Results, TimeProvider.System);
        runner = Runner.Register(lab.Results, new ProcessTable(), TimeProvider.System, TimeSpan.FromSeconds(5));
        database.Declare("growing", "Does a growing run grow?", "name: growing", [Planned]);
        lease = database.Claim(Planned.RunId, runner, SyntheticResults.Provenance).Lease!;
        Grow();
        server = lab.Start("serve", "--port", "0");
        Match found = Address().Match(server.StandardOutput.ReadLine() ?? "");
        Assert.True(found.Success, "The server did not say where it is.");
        Root = new Uri(found.Value);
    }

    /// <summary>The first page.</summary>
    public Uri Root { get; }

    /// <summary>Records another epoch of the run of <c>growing</c>.</summary>
    public void Grow()
    {
        epochs++;
        database.RecordEpoch(lease, new EpochResult(epochs, 0.05, 0.01, 3, 2.5 / epochs, null, 0.04, 2.75 / epochs, 1));
    }

    /// <summary>The id of a run of <c>drawn</c>.</summary>
    /// <param name="place">In the order of the spec, from 0.</param>
    public string RunOfDrawn(int place = 0)
    {
        using ResultsReader reader = ResultsReader.Open(lab.Results);
        return reader.Runs("drawn")[place].RunId;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        server.Kill();
        server.WaitForExit();
        server.Dispose();
        runner.Dispose();
        database.Dispose();
        lab.Dispose();
    }

    // Digits that the program draws itself: what is drawn on the page looks like them.
    private void Spec() => File.WriteAllText(Path.Combine(lab.Folder, "experiments", "drawn.yaml"), """
        name: drawn
        question: What do networks say of a digit that is drawn by hand?
        dataset: strokes
        seeds: 2
        base:
          model: {preset: lenet5, activation: tanh, c3: partial}
          training: {epochs: 3, batch_size: 32, learning_rate: 0.05, train_images: 6000}
        variants:
          tanh: {}
          relu: {model.activation: relu}
        """);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
