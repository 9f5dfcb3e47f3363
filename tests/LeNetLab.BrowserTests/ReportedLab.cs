using LeNetLab.Tests.Cli;
using Microsoft.Data.Sqlite;

namespace LeNetLab.BrowserTests;

/// <summary>Two small experiments that were really trained, and their reports.</summary>
public sealed class ReportedLab : IDisposable
{
    /// <summary>What no spec may call a variant, and a database may yet hold.</summary>
    public const string Hostile = "<script>alert(1)</script>";

    private readonly Lab lab = new();

    public ReportedLab()
    {
        SQLitePCL.Batteries_V2.Init();
        Spec("activations", """
            variants:
              tanh: {}
              relu: {model.activation: relu}
              slower: {training.learning_rate: 0.004}
            """);
        Spec("sizes", """
            grid:
              training.train_images: [100, 200, 400]
              model.activation: [tanh, relu]
            """);
        Run("run", "activations");
        Run("robustness", "activations", "--images", "40");
        Run("run", "sizes");
        Rename("slower", Hostile);
        Run("report", "activations");
    }

    /// <summary>The report of <c>activations</c>: three variants, one with a hostile name, and altered test images.</summary>
    public Uri Activations => Report("activations");

    /// <summary>The report of <c>sizes</c>: two activations, each with three sizes of training set.</summary>
    public Uri Sizes => Report("sizes");

    /// <inheritdoc/>
    public void Dispose() => lab.Dispose();

    private void Rename(string variant, string to)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(lab.Results, "lenetlab.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "update experiment_runs set variant = $to where variant = $variant";
        command.Parameters.AddWithValue("$to", to);
        command.Parameters.AddWithValue("$variant", variant);
        Assert.Equal(6, command.ExecuteNonQuery());
    }

    private Uri Report(string experiment) => new(Path.Combine(lab.Results, experiment, "report.html"));

    private void Spec(string name, string sweep) =>
        File.WriteAllText(Path.Combine(lab.Folder, "experiments", $"{name}.yaml"), $$"""
            name: {{name}}
            question: Does the whole way work?
            dataset: ./digits
            seeds: 6
            base:
              model: {preset: lenet5, activation: tanh, c3: partial, pooling: average}
              training: {epochs: 2, batch_size: 32, learning_rate: 0.007}
            {{sweep}}
            """);

    private void Run(params string[] arguments)
    {
        Answer answer = lab.Run(arguments);
        Assert.True(answer.Code == 0, answer.Out + answer.Error);
    }
}
