using LeNetLab.Naming;
using LeNetLab.Specs;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeNetLab.Results;

/// <summary>How much a query may take before it is stopped.</summary>
/// <param name="Rows">More rows than these are refused, never cut off silently.</param>
/// <param name="Time">Longer than this is refused.</param>
/// <param name="Bytes">More memory than this is refused, for the answer and for what SQLite needs on the way.</param>
public sealed record QueryLimits(int Rows, TimeSpan Time, long Bytes = 512L << 20)
{
    /// <summary>A million rows, five minutes, half a gibibyte.</summary>
    public static readonly QueryLimits Default = new(1_000_000, TimeSpan.FromMinutes(5));
}

/// <summary>
/// Answers one SQL query over the results, and only reads whatever the text says: the file is opened read-only,
/// <c>query_only</c> is on, and an authorizer refuses every action but reading.
/// </summary>
public sealed class QueryRunner(string folder, TimeProvider clock, QueryLimits limits)
{
    private const int LongestValue = 16 * 1024 * 1024;

    // Matching takes time in proportion to this and the text's length, in one step.
    private const int LongestPattern = 1000;

    // Few: each may take a value of the greatest length.
    private const int StepsBetweenChecks = 100;

    private const int QuotedComplaint = 200, QuotedText = 80;

    // SQLITE_DBCONFIG_DQS_DML, which the binding does not name.
    private const int TextInDoubleQuotes = 1013;

    // What a value takes beside its text or bytes, roughly.
    private const int ValueBytes = 32;

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
        ArgumentException.ThrowIfNullOrEmpty(SqliteLibrary.Version);
        var watch = new QueryWatch(clock, limits, cancellation);
        return watch.Await(() => Answer(sql, watch));
    }

    private QueryResult Answer(string sql, QueryWatch watch)
    {
        using SqliteConnection connection = DatabaseFile.OpenForReading(new ResultsFolder(folder).Database);
        sqlite3 database = connection.Handle!;
        // Else a misspelt name in double quotes would be text, and give itself in every row.
        raw.sqlite3_db_config(database, TextInDoubleQuotes, 0, out _);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LongestPattern);
        bool refused = false;
        raw.sqlite3_set_authorizer(database,
            (_, action, _, name, _, _) => Allows(action, name) ? raw.SQLITE_OK : Deny(), null);
        raw.sqlite3_progress_handler(database, StepsBetweenChecks, _ => watch.Stops ? 1 : 0, null);
        try
        {
            using sqlite3_stmt statement = Prepare(database, sql, watch);
            return ReadAll(database, statement, watch);
        }
        catch (ResultsException) when (refused)
        {
            throw Refused(sql);
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

    private static sqlite3_stmt Prepare(sqlite3 database, string sql, QueryWatch watch)
    {
        int result = raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement, out string rest);
        // Newer ones than 3.40 ask while they prepare, too.
        if (result == raw.SQLITE_INTERRUPT)
            throw watch.Stopped();
        if (result != raw.SQLITE_OK)
            throw Wrong(database, sql);
        if (statement.IsInvalid)
        {
            throw new ResultsException("The query is empty.")
            {
                Next = new NextStep("query", "select * from run_summary"),
            };
        }

        if (raw.sqlite3_stmt_readonly(statement) == 0 || raw.sqlite3_column_count(statement) == 0)
        {
            statement.Dispose();
            throw Refused(sql);
        }

        if (HasStatement(database, rest))
        {
            statement.Dispose();
            throw new ResultsException($"One statement at a time: the text goes on with '{Shortened(rest)}'.");
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

    private QueryResult ReadAll(sqlite3 database, sqlite3_stmt statement, QueryWatch watch)
    {
        string[] columns =
        [
            .. Enumerable.Range(0, raw.sqlite3_column_count(statement))
                .Select(column => raw.sqlite3_column_name(statement, column).utf8_to_string()),
        ];
        var rows = new List<object?[]>();
        long held = 0;
        while (true)
        {
            switch (raw.sqlite3_step(statement))
            {
                case raw.SQLITE_ROW when rows.Count == limits.Rows:
                    throw new ResultsException($"The query gives more than {limits.Rows:N0} rows. Add a LIMIT to it.");
                case raw.SQLITE_ROW:
                    object?[] row = [.. Enumerable.Range(0, columns.Length).Select(column => Value(statement, column))];
                    held += row.Sum(Size);
                    if (held > limits.Bytes)
                    {
                        throw new ResultsException($"The query's answer takes more than {limits.Bytes >> 20} MiB. Ask "
                            + "for fewer columns, or add a LIMIT to it.");
                    }

                    rows.Add(row);
                    break;
                case raw.SQLITE_DONE:
                    return new QueryResult(columns, rows);
                case raw.SQLITE_INTERRUPT:
                    throw watch.Stopped();
                default:
                    throw new ResultsException($"The query failed: {Complaint(database)}.");
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

    private static long Size(object? value) => value switch
    {
        string text => ValueBytes + ((long)text.Length * sizeof(char)),
        byte[] bytes => ValueBytes + bytes.LongLength,
        _ => ValueBytes,
    };

    private static ResultsException Refused(string sql) => new(
        $"Refused: '{Shortened(sql)}'. A query only reads (select, with, values, explain): it changes and "
        + "attaches nothing and sets no pragma. The tables are described by: select name, sql from sqlite_master");

    private static ResultsException Wrong(sqlite3 database, string sql)
    {
        string complaint = Complaint(database);
        string hint = QueryAdvice.On(complaint, sql, Names(database, "select * from run_summary"));
        return new ResultsException($"The query is wrong: {complaint}, in '{Shortened(sql)}'.{hint}");
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

    // It repeats what was written, of any length and with any characters.
    private static string Complaint(sqlite3 database) =>
        Quotation.Of(raw.sqlite3_errmsg(database).utf8_to_string(), QuotedComplaint);

    private static string Shortened(string text) => Quotation.Of(text.Trim(), QuotedText);
}
