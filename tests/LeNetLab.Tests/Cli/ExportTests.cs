using System.Security.Cryptography;

namespace LeNetLab.Tests.Cli;

public sealed class ExportTests : IDisposable
{
    private readonly Lab lab = new();

    public void Dispose() => lab.Dispose();

    [Fact]
    public void What_was_trained_is_written_for_every_tool()
    {
        lab.Run("run", "tiny", "--only", "seed=1");

        foreach (string format in new[] { "csv", "jsonl" })
        {
            Assert.Contains("Wrote 4 runs of 1 experiment to", Export(format).Out, StringComparison.Ordinal);
            Assert.True(File.Exists(Exported(format, "tiny", $"layer_stats.{format}")));
        }

        Assert.Contains(
            "of 2 more there is nothing to write yet", Export("tensorboard").Out, StringComparison.Ordinal);
        Assert.True(File.Exists(
            Exported("tensorboard", "tiny", "activation=relu", "seed-1", "events.out.tfevents.lenetlab")));

        Export("weights");
        string runId = lab.Query("select run_id from run_summary where activation = 'tanh' and seed = 1").Split('\n')[1];
        Assert.Equal(
            Sum(Path.Combine(lab.Results, "weights", $"{runId}.safetensors")),
            Sum(Exported("weights", "tiny", "activation=tanh", "seed-1.safetensors")));

        Assert.Contains("mlflow ui --backend-store-uri", Export("mlflow").Out, StringComparison.Ordinal);
        Assert.Equal(
            2,
            Directory.EnumerateFiles(Exported("mlflow"), "weights.safetensors", SearchOption.AllDirectories).Count());
        Export("sqlite", null);
        Assert.True(File.Exists(Exported("sqlite", "lenetlab.db")));
    }

    [Fact]
    public void What_cannot_be_exported_is_refused_in_one_sentence()
    {
        Answer nothing = lab.Run("export", "--format", "csv");
        Assert.Equal(2, nothing.Code);
        Assert.Contains("There are no results yet", nothing.Error, StringComparison.Ordinal);

        lab.Run("run", "tiny", "--only", "seed=1 activation=tanh");
        Assert.Contains("make export EXP=tiny FORMAT=csv", lab.Run("export", "tiny").Error, StringComparison.Ordinal);
        Assert.Contains("alone: name none", Export("sqlite", "tiny", 2).Error, StringComparison.Ordinal);
        Assert.Contains("tina", Export("csv", "tina", 2).Error, StringComparison.Ordinal);
    }

    private Answer Export(string format, string? experiment = "tiny", int code = 0)
    {
        Answer answer = lab.Run(["export", "--format", format, .. experiment is null ? [] : new[] { experiment }]);
        Assert.True(answer.Code == code, answer.Out + answer.Error);
        return answer;
    }

    private string Exported(params string[] parts) => Path.Combine([lab.Results, "exports", .. parts]);

    private static string Sum(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
