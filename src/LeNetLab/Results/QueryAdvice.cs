using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Results;

/// <summary>What may help with a query that SQLite does not understand.</summary>
internal static class QueryAdvice
{
    private const string NoColumn = "no such column: ", NoTable = "no such table";

    private static readonly string[] Views =
        ["run_summary", "all_runs", "trial_summary", "epochs_to_accuracy", "gradient_flow"];

    private static readonly string[] Tables =
    [
        "epochs", "layer_stats", "robustness", "runs", "runners", "experiments", "experiment_runs", "former_runs",
        "settings", "predictions", "test_labels", "test_images", "dataset_notices",
    ];

    /// <summary>Sentences to follow the complaint, a space in front; empty if there is nothing to say.</summary>
    /// <param name="complaint">SQLite's.</param>
    /// <param name="sql">The query.</param>
    /// <param name="columns">Of <c>run_summary</c>.</param>
    public static string On(string complaint, string sql, IEnumerable<string> columns)
    {
        if (complaint.StartsWith(NoTable, StringComparison.Ordinal))
            return $" There are the views {string.Join(", ", Views)}, and the tables {string.Join(", ", Tables)}.";
        return complaint.StartsWith(NoColumn, StringComparison.Ordinal)
            ? OnColumn(Named(complaint), sql, [.. columns])
            : "";
    }

    // Newer versions than 3.45 put quotes around what was quoted, and advice of their own behind it.
    private static string Named(string complaint) =>
        complaint[NoColumn.Length..].Split(" - ")[0].Trim('"');

    private static string OnColumn(string name, string sql, string[] columns)
    {
        if (SettingColumns.Names.FirstOrDefault(path => name == path || name.EndsWith($".{path}", StringComparison.Ordinal))
            is { } setting)
        {
            string quoted = SettingColumns.Quoted(setting);
            return $" A setting's name has a point in it, so it stands in double quotes: {quoted}, in "
                + $"{string.Join(", ", Views[..3])}. For a shell: make query SQL="
                + ShellWord.Quoted($"select {quoted}, avg(test_error_pct) from run_summary group by 1");
        }

        string text = sql.Contains($"\"{name}\"", StringComparison.Ordinal)
            ? $" Text stands in single quotes, '{Quotation.Of(name)}': double quotes are for names." : "";

        // What was meant as text is like a name by chance, unless it has a setting's point in it.
        string meant = (text.Length == 0 || name.Contains('.')) && NearestName.Find(name, columns) is { } near
            ? $" Did you mean {Written(near)}?" : "";
        return $"{meant}{text} The columns of run_summary are: {string.Join(", ", columns.Except(SettingColumns.Names))}, "
            + "and every setting by its path (\"training.batch_size\").";
    }

    private static string Written(string column) =>
        column.Contains('.') ? SettingColumns.Quoted(column) : column;
}
