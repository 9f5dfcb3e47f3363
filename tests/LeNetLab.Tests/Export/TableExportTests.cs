using System.Text.Json;
using LeNetLab.Export;
using LeNetLab.Reports;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Tests.Export;

public sealed class TableExportTests : IDisposable
{
    private readonly ReportedResults results = new ReportedResults().Sweep(2, unfinished: 1);
    private readonly TemporaryFolder folder = new();

    public static TheoryData<ExperimentTable> Tables => [.. Enum.GetValues<ExperimentTable>()];

    public void Dispose()
    {
        folder.Dispose();
        results.Dispose();
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Both_kinds_of_text_have_every_row_of_every_table(ExperimentTable table)
    {
        Write(ExportFormat.Csv);
        Write(ExportFormat.Jsonl);
        string[] csv = File.ReadAllLines(folder.At(Path.Combine("sweep", $"{table.Name()}.csv")));
        string[] lines = File.ReadAllLines(folder.At(Path.Combine("sweep", $"{table.Name()}.jsonl")));

        Assert.Equal(csv.Length - 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(
            csv[0].Split(','), JsonDocument.Parse(line).RootElement.EnumerateObject().Select(field => field.Name)));
        using ResultsReader reader = ResultsReader.Open(results.Path);
        int expected = table switch
        {
            ExperimentTable.Runs => 6,
            ExperimentTable.Epochs => reader.Epochs("sweep").Count,
            ExperimentTable.Settings => reader.Runs("sweep").Sum(run => reader.Settings(run.RunId).Count),
            _ => lines.Length,
        };
        Assert.Equal(expected, lines.Length);
    }

    [Fact]
    public void A_line_holds_the_numbers_to_the_last_digit()
    {
        Write(ExportFormat.Jsonl);
        JsonElement first = JsonDocument.Parse(File.ReadLines(folder.At("sweep/runs.jsonl")).First()).RootElement;
        using ResultsReader reader = ResultsReader.Open(results.Path);

        Assert.Equal(reader.Runs("sweep")[0].TestErrorPct, first.GetProperty("test_error_pct").GetDouble());
        Assert.Equal("done", first.GetProperty("status").GetString());
    }

    [Fact]
    public void A_setting_in_which_the_runs_differ_is_a_column_behind_the_others_and_one_that_all_share_is_none()
    {
        Write(ExportFormat.Jsonl);

        JsonElement[] rows =
            [.. File.ReadLines(folder.At("sweep/runs.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];

        Assert.Equal(
            ["predict_seconds", "model.activation", "training.learning_rate", "training.initialisation", "training.initialisation_gain"],
            rows[0].EnumerateObject().Select(field => field.Name).SkipWhile(name => name != "predict_seconds"));
        Assert.Equal(
            [("sigmoid", 0.5), ("tanh", 0.05), ("relu", 0.05)],
            rows.Select(row => (
                row.GetProperty("model.activation").GetString(), row.GetProperty("training.learning_rate").GetDouble()))
                .Distinct());
    }

    [Fact]
    public void A_table_by_variant_has_them_too()
    {
        ExperimentFiles.Write(results.Path, "sweep");

        string[] lines = File.ReadAllLines(Path.Combine(results.Path, "sweep", "summary.csv"));

        Assert.EndsWith("never_98_pct,models,model.activation,training.learning_rate,training.initialisation,"
            + "training.initialisation_gain", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("sigmoid,0.5,glorot_uniform,4", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_copy_of_the_database_is_one_file_with_all_that_was_recorded()
    {
        Write(ExportFormat.Sqlite);
        Write(ExportFormat.Sqlite);

        string copy = Assert.Single(Directory.GetFiles(folder.Path));
        using var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select count(*) from run_summary where status = 'done'";
        Assert.Equal(5L, command.ExecuteScalar());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named_with_the_way_out()
    {
        File.WriteAllText(folder.At("file"), "");

        var refused = Assert.Throws<ResultsException>(() => new ResultsExport(results.Path, folder.At("file"))
            .Write(ExportFormat.Csv, [], CancellationToken.None));

        Assert.Contains("TO=<folder>", refused.Message, StringComparison.Ordinal);
    }

    private void Write(ExportFormat format) =>
        new ResultsExport(results.Path, folder.Path).Write(format, [], CancellationToken.None);
}
