using System.Diagnostics;
using LeNetLab.Tests.Cli;

namespace LeNetLab.Tests.Chaos;

/// <summary>Small experiments, and what they come to where nothing disturbs them.</summary>
internal sealed class ChaosLab : IDisposable
{
    /// <summary>Runs one at a time, and runs at batch 1 that are trained together.</summary>
    public static readonly IReadOnlyList<string> Experiments = ["alone", "together"];

    private readonly Dictionary<string, TimeSpan> durations = [];

    public ChaosLab()
    {
        Write("alone", "seeds: 2", "epochs: 12, batch_size: 32, validation_images: 50", "[tanh, relu]");
        Write("together", "seeds: [1, 2, 3, 4, 5]", "epochs: 5, batch_size: 1, train_images: 100", "[tanh, sigmoid]");
        Lab.Heartbeat = TimeSpan.FromSeconds(0.5);
        Lab.Variables["LENETLAB_LOCK_PATIENCE"] = "1";
        Lab.Variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(Lab.Folder, "tmp")).FullName;
        foreach (string experiment in Experiments)
        {
            var watch = Stopwatch.StartNew();
            Answer answer = Lab.Run("run", experiment, "--results", Reference(experiment));
            durations[experiment] = watch.Elapsed;
            Assert.True(answer.Code == 0, answer.Out + answer.Error);
        }
    }

    public Lab Lab { get; } = new();

    /// <summary>Where results are kept that a database does not take.</summary>
    public string Temporary => Lab.Variables["TMPDIR"];

    public void Dispose() => Lab.Dispose();

    /// <summary>How long the program takes for all of an experiment.</summary>
    public TimeSpan Duration(string experiment) => durations[experiment];

    /// <summary>The results folder of the sweep that nothing disturbed.</summary>
    public string Reference(string experiment) => Path.Combine(Lab.Folder, $"undisturbed-{experiment}");

    /// <summary>Starts the program on an experiment.</summary>
    public ChaosProcess Start(string experiment, string results, int workers, int? hoursAhead)
    {
        string? clock = hoursAhead is null ? null : Path.Combine(Temporary, $"clock-{Path.GetRandomFileName()}");
        if (clock is not null)
            File.WriteAllText(clock, FakeClock.Offset(hoursAhead!.Value));
        var changed = clock is null ? new Dictionary<string, string>() : FakeClock.Variables(clock);
        foreach ((string name, string value) in changed)
            Lab.Variables[name] = value;
        Process process = Lab.Start("run", experiment, "--workers", $"{workers}", "--results", results);
        foreach (string name in changed.Keys)
            Lab.Variables.Remove(name);
        return new ChaosProcess(process, clock);
    }

    private void Write(string name, string seeds, string training, string activations) => File.WriteAllText(
        Path.Combine(Lab.Folder, "experiments", $"{name}.yaml"), $$"""
            name: {{name}}
            question: Is anything lost?
            dataset: ./digits
            {{seeds}}
            base:
              model: {preset: lenet5, activation: tanh}
              training: {learning_rate: 0.02, {{training}}}
            grid:
              model.activation: {{activations}}
            """);
}
