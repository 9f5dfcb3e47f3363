using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LeNetLab.Results;
using LeNetLab.Tests.Reports;

namespace LeNetLab.Tests.Docs;

/// <summary>What docs/database.md and the README ask of the database is run.</summary>
public sealed partial class DatabaseDocumentTests : IDisposable
{
    private readonly ReportedResults results = new ReportedResults().Sweep(3, name: "activation-sweep", unfinished: 1, labels: true);

    public static TheoryData<string> Queries =>
        [.. SqlBlocks().Matches(Document()).Select(match => match.Groups["sql"].Value)];

    public void Dispose() => results.Dispose();

    [Theory]
    [MemberData(nameof(Queries))]
    public void Every_query_finds_something(string sql) => Assert.NotEmpty(Run(sql).Rows);

    public static TheoryData<string> ReadmeQueries =>
        [.. MakeQueries().Matches(Document("README.md")).Select(match => match.Groups["sql"].Value)];

    [Theory]
    [MemberData(nameof(ReadmeQueries))]
    public void Every_query_of_the_readme_finds_something(string sql) => Assert.NotEmpty(Run(sql).Rows);

    [Theory]
    [InlineData("run_summary")]
    [InlineData("trial_summary")]
    [InlineData("all_runs")]
    [InlineData("former_runs")]
    [InlineData("test_labels")]
    [InlineData("test_images")]
    [InlineData("dataset_notices")]
    [InlineData("epochs")]
    [InlineData("layer_stats")]
    [InlineData("gradient_flow")]
    [InlineData("epochs_to_accuracy")]
    [InlineData("robustness")]
    [InlineData("settings")]
    [InlineData("experiments")]
    [InlineData("experiment_runs")]
    [InlineData("runners")]
    public void Every_column_is_described_in_its_order(string table)
    {
        string columns = string.Join(", ", Run($"select * from {table} limit 0").Columns.Except(SettingColumns.Names));

        string document = string.Join(' ', Document().Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(columns, document);
    }

    private QueryResult Run(string sql) =>
        new QueryRunner(results.Path, TimeProvider.System, QueryLimits.Default).Run(sql, CancellationToken.None);

    private static string Document(string name = "docs/database.md", [CallerFilePath] string testFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(testFile)!, "../../..", name));

    // "select …" stands for any query in the README's table of commands.
    [GeneratedRegex("make query SQL=(\"(?<sql>[^\"…]+)\"|'(?<sql>[^'…]+)')", RegexOptions.ExplicitCapture)]
    private static partial Regex MakeQueries();

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex SqlBlocks();
}
