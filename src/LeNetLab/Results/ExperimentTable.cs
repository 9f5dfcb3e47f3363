using Dapper;
using Microsoft.Data.Sqlite;

namespace LeNetLab.Results;

/// <summary>What can be had of an experiment as a table, each row with the variant and the seed of its run.</summary>
public enum ExperimentTable
{
    /// <summary>Its rows of <c>run_summary</c>; of settings, those in which they differ.</summary>
    Runs,

    /// <summary>Its rows of <c>trial_summary</c>; of settings, those in which they differ.</summary>
    Trials,

    /// <summary>The epochs of its runs.</summary>
    Epochs,

    /// <summary>Every resolved setting of its runs.</summary>
    Settings,

    /// <summary>The layers of its runs, epoch by epoch.</summary>
    LayerStats,

    /// <summary>How soon its runs came to what part of the test images right.</summary>
    EpochsToAccuracy,

    /// <summary>The errors of its runs on test images that were altered.</summary>
    Robustness,
}

/// <summary>The names and the SQL of an experiment's tables.</summary>
public static class ExperimentTables
{
    /// <summary>The name of the table in the database, and of its files.</summary>
    public static string Name(this ExperimentTable table) => table switch
    {
        ExperimentTable.Runs => "runs",
        ExperimentTable.Trials => "trials",
        ExperimentTable.Epochs => "epochs",
        ExperimentTable.Settings => "settings",
        ExperimentTable.LayerStats => "layer_stats",
        ExperimentTable.EpochsToAccuracy => "epochs_to_accuracy",
        _ => "robustness",
    };

    /// <summary>Its rows in the order of the spec; the parameter <c>@name</c> is the experiment.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The database.</param>
    /// <param name="experiment">The experiment, whose runs decide which settings are columns.</param>
    internal static string Sql(this ExperimentTable table, SqliteConnection connection, string experiment) => table switch
    {
        ExperimentTable.Runs => OfView("run_summary", "null", connection, experiment),
        ExperimentTable.Trials => OfView("trial_summary", "s.trial_of", connection, experiment),
        ExperimentTable.Epochs => OfRuns(table, "t.epoch"),
        ExperimentTable.Settings => OfRuns(table, "t.position"),
        ExperimentTable.LayerStats => OfRuns(table, "t.epoch, t.position"),
        ExperimentTable.EpochsToAccuracy => OfRuns(table, "t.run_id"),
        _ => OfRuns(table, "t.transform, t.amount"),
    };

    private static string OfView(string view, string trialOf, SqliteConnection connection, string experiment)
    {
        IEnumerable<string> columns = connection
            .Query<string>("select name from pragma_table_info(@view)", new { view }).Except(SettingColumns.Names)
            .Concat(SettingColumns.Differing(connection, view, experiment));
        return $"""
            select {string.Join(", ", columns.Select(column => $"s.{SettingColumns.Quoted(column)}"))} from {view} s
            join experiment_runs m
              on m.experiment = s.experiment and m.run_id = s.run_id and m.variant = s.variant and m.trial_of is {trialOf}
            where s.experiment = @name order by m.position
            """;
    }

    private static string OfRuns(ExperimentTable table, string order) => $"""
        select t.*, m.variant, r.seed
        from experiment_runs m join runs r on r.run_id = m.run_id join {table.Name()} t on t.run_id = m.run_id
        where m.experiment = @name and m.trial_of is null order by m.position, {order}
        """;
}
