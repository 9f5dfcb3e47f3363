using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>How much a query may take before it is stopped.</summary>
/// <param name="Rows">More rows than these are refused, never cut off silently.</param>
/// <param name="Time">Longer than this is refused.</param>
public sealed record QueryLimits(int Rows, TimeSpan Time)
{
    /// <summary>A million rows, five minutes.</summary>
    public static readonly QueryLimits Default = new(1_000_000, TimeSpan.FromMinutes(5));
}

/// <summary>
/// Answers one SQL query over the results, and only reads whatever the text says: the file is opened read-only,
/// <c>query_only</c> is on, and an authorizer refuses every action but reading.
/// </summary>
public sealed class QueryRunner(string folder, TimeProvider clock, QueryLimits limits)
{
    private const int LongestValue = 16 * 1024 * 1024;
    private const int StepsBetweenChecks = 10_000;

    // The functions of SQLite that reach beyond the database, should a build have them.
    private static readonly HashSet<string> RefusedFunctions =
        new(StringComparer.OrdinalIgnoreCase) { "load_extension", "fts3_tokenizer", "readfile", "writefile", "edit" };

    /// <summary>Runs one <c>select</c>, <c>with</c>, <c>values</c> or <c>explain</c>.</summary>
    /// <exception cref="ResultsException">
    /// There are no results, or the text is refused, wrong, or takes too much; the message says which.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public QueryResult Run(string sql, CancellationToken cancellation)
    {
        if (sql.Contains('\0'))
            throw new ResultsException("The query has a NUL character in it, behind which SQLite would not read.");
        using SqliteConnection connection = DatabaseFile.OpenForReading(new ResultsFolder(folder).Database);
        sqlite3 database = connection.Handle!;
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        bool refused = false;
        raw.sqlite3_set_authorizer(database,
            (_, action, _, name, _, _) => Allows(action, name) ? raw.SQLITE_OK : Deny(), null);
        long start = clock.GetTimestamp();
        raw.sqlite3_progress_handler(database, StepsBetweenChecks,
            _ => cancellation.IsCancellationRequested || clock.GetElapsedTime(start) > limits.Time ? 1 : 0, null);
        try
        {
            using sqlite3_stmt statement = Prepare(database, sql);
            return ReadAll(database, statement);
        }
        catch (ResultsException) when (refused)
        {
            throw Refused(sql);
        }
        catch (ResultsException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }

        int Deny()
        {
            refused = true;
            return raw.SQLITE_DENY;
        }
    }

    private static bool Allows(int action, string? name) =>
        action is raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE
        || (action == raw.SQLITE_FUNCTION && name is not null && !RefusedFunctions.Contains(name));

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        int result = raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement, out string rest);
        if (result != raw.SQLITE_OK)
            throw Wrong(database, sql);
        if (statement.IsInvalid)
            throw new ResultsException("The query is empty. Try: make query SQL=\"select * from run_summary\"");
        if (raw.sqlite3_stmt_readonly(statement) == 0 || raw.sqlite3_column_count(statement) == 0)
        {
            statement.Dispose();
            throw Refused(sql);
        }

        if (HasStatement(database, rest))
        {
            statement.Dispose();
            throw new ResultsException($"One statement at a time: the text goes on with '{Shortened(rest.Trim())}'.");
        }

        return statement;
    }

    // What follows the first statement may be white space and comments, which prepare to nothing.
    private static bool HasStatement(sqlite3 database, string rest)
    {
        while (rest.Length > 0)
        {
            int result = raw.sqlite3_prepare_v2(database, rest, out sqlite3_stmt statement, out string further);
            using (statement)
            {
                if (result != raw.SQLITE_OK || !statement.IsInvalid)
                    return true;
            }

            if (further.Length >= rest.Length)
                return false;
            rest = further;
        }

        return false;
    }

    private QueryResult ReadAll(sqlite3 database, sqlite3_stmt statement)
    {
        string[] columns =
        [
            .. Enumerable.Range(0, raw.sqlite3_column_count(statement))
                .Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string()),
        ];
        var rows = new List<object?[]>();
        while (true)
        {
            switch (raw.sqlite3_step(statement))
            {
                case raw.SQLITE_ROW when rows.Count == limits.Rows:
                    throw new ResultsException($"The query gives more than {limits.Rows:N0} rows. Add a LIMIT to it.");
                case raw.SQLITE_ROW:
                    rows.Add([.. Enumerable.Range(0, columns.Length).Select(column => Value(statement, column))]);
                    break;
                case raw.SQLITE_DONE:
                    return new QueryResult(columns, rows);
                case raw.SQLITE_INTERRUPT:
                    throw new ResultsException($"The query was stopped after {limits.Time.TotalSeconds:0} seconds.");
                default:
                    throw new ResultsException($"The query failed: {raw.sqlite3_errmsg(database).utf8_to_string()}.");
            }
        }
    }

    private static object? Value(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(row, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(row, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(row, column).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(row, column).ToArray(),
        _ => null,
    };

    private static ResultsException Refused(string sql) => new(
        $"Refused: '{Shortened(sql.Trim())}'. A query only reads (select, with, values, explain): it changes and "
        + "attaches nothing and sets no pragma. The tables are described by: select name, sql from sqlite_master");

    private static ResultsException Wrong(sqlite3 database, string sql)
    {
        string complaint = raw.sqlite3_errmsg(database).utf8_to_string();
        string hint = complaint.StartsWith("no such column", StringComparison.Ordinal)
            ? $" The columns of run_summary are: {string.Join(", ", Names(database, "select * from run_summary"))}."
            : complaint.StartsWith("no such table", StringComparison.Ordinal)
                ? " There are run_summary, epochs, runs, experiments, experiment_runs, settings and predictions."
                : "";
        return new ResultsException($"The query is wrong: {complaint}, in '{Shortened(sql.Trim())}'.{hint}");
    }

    private static IEnumerable<string> Names(sqlite3 database, string sql)
    {
        raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement);
        using (statement)
        {
            return
            [
                .. Enumerable.Range(0, raw.sqlite3_column_count(statement))
                    .Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string()),
            ];
        }
    }

    private static string Shortened(string text) => text.Length <= 80 ? text : $"{text[..80]}…";
}
