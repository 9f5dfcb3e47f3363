using System.Data;
using Dapper;
using LeNetLab.Specs;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>The columns of views that show a run's settings: one for each that is recorded, by its path.</summary>
internal static class SettingColumns
{
    /// <summary>Their names, in the settings' order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Recorded.Select(setting => setting.Path)];

    /// <summary>What a view selects for them, each with a comma in front; of its rows, <c>v.run_id</c> is the run.</summary>
    public static string Selected => string.Concat(
        Recorded.Select(setting => $",\n       {Value(setting)} as {Quoted(setting.Path)}"));

    private static IEnumerable<SettingDefinition> Recorded => SettingTable.All.Where(setting => setting.IsRecorded);

    /// <summary>Those in which an experiment's rows of a view differ. What a run has no use for is null, and differs.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="view">A view with these columns.</param>
    /// <param name="experiment">The experiment.</param>
    public static IReadOnlyList<string> Differing(SqliteConnection connection, string view, string experiment)
    {
        string all = string.Join(", ", Names.Select(Quoted));
        string differ = string.Join(", ", Names.Select(Quoted).Select(name =>
            $"count(distinct {name}) + coalesce(max({name} is null), 0) > 1"));
        using IDataReader row = connection.ExecuteReader(
            $"""
            with members as materialized (select {all} from {view} where experiment = @experiment)
            select {differ} from members
            """,
            new { experiment });
        row.Read();
        return [.. Names.Where((_, place) => row.GetInt64(place) != 0)];
    }

    /// <summary>A name as SQL takes it whatever is in it.</summary>
    public static string Quoted(string name) => $"\"{name}\"";

    /// <summary>The value in effect, a number as a number; null where the setting has no effect.</summary>
    private static string Value(SettingDefinition setting)
    {
        string recorded = Lookup(setting, Typed(setting.Kind, "t.value"));
        return setting.Unsaid is { } unsaid
            ? $"coalesce({recorded}, case when {Applies(setting)} then {Typed(setting.Kind, Text(unsaid))} end)"
            : recorded;
    }

    private static string Lookup(SettingDefinition setting, string value) =>
        $"(select {value} from settings t where t.run_id = v.run_id and t.path = {Text(setting.Path)})";

    // A run that was recorded before there was the setting lacks it, and has the value that goes without saying.
    private static string Applies(SettingDefinition setting) => setting.Needs is not { } need ? "1" :
        $"{Effect(need.Setting)} in ({string.Join(", ", need.Values.Select(Text))})";

    private static string Effect(SettingDefinition setting) => setting.Unsaid is { } unsaid
        ? $"coalesce({Lookup(setting, "t.value")}, case when {Applies(setting)} then {Text(unsaid)} end)"
        : Lookup(setting, "t.value");

    private static string Typed(SettingKind kind, string value) => kind switch
    {
        SettingKind.Whole whole => Number(value, "integer", whole.Word),
        SettingKind.Number number => Number(value, "real", number.Word),
        _ => value,
    };

    private static string Number(string value, string type, string? word) => word is null
        ? $"cast({value} as {type})"
        : $"case {value} when {Text(word)} then {value} else cast({value} as {type}) end";

    private static string Text(string value) => $"'{value}'";
}
