namespace LeNetLab.Export;

/// <summary>What results can be written as, for other tools.</summary>
public enum ExportFormat
{
    /// <summary>A CSV file for each table of an experiment.</summary>
    Csv,

    /// <summary>A JSON Lines file for each table of an experiment.</summary>
    Jsonl,

    /// <summary>TensorBoard event files, one for each run.</summary>
    TensorBoard,

    /// <summary>An MLflow file store.</summary>
    Mlflow,

    /// <summary>The final weights, as safetensors, under the names of variant and seed.</summary>
    Weights,

    /// <summary>A copy of the database in one file.</summary>
    Sqlite,
}
