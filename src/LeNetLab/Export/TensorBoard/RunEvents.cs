using System.Globalization;
using LeNetLab.Results;
using LeNetLab.Specs;

namespace LeNetLab.Export.TensorBoard;

/// <summary>
/// A run as TensorBoard's events: a scalar for each measurement and epoch, and its settings for the HParams page, where
/// the seeds of a variant are one group. Numbers of fields are those of event.proto, summary.proto, tensor.proto and
/// the HParams plugin's plugin_data.proto.
/// </summary>
internal static class RunEvents
{
    private const string Version = "brain.Event:2";
    private const string Plugin = "hparams";
    private const int FloatType = 1, TensorData = 2;

    /// <summary>Writes a run's event file.</summary>
    public static void Write(Stream stream, ExportedRun run)
    {
        ILookup<int, LayerRow> layers = run.Layers.ToLookup(row => row.Epoch);
        RecordWriter.Write(stream, Event(run.Started, 0).Text(3, Version).ToBytes());
        Append(stream, run.Started, 0, Session("_hparams_/session_start_info", 3, Start(run)));
        foreach ((EpochRow epoch, DateTimeOffset at) in run.Timeline())
        {
            foreach ((string name, double value) in EpochMetrics.Of(epoch, layers[epoch.Epoch]))
                Append(stream, at, epoch.Epoch, new ProtobufMessage().Text(1, name).Float(2, (float)value));
        }

        if (run.Finished is { } end)
            Append(stream, end, 0, Session("_hparams_/session_end_info", 4, End(run.Run.Status, end)));
    }

    private static void Append(Stream stream, DateTimeOffset at, int step, ProtobufMessage value) =>
        RecordWriter.Write(stream, Event(at, step).Message(5, new ProtobufMessage().Message(1, value)).ToBytes());

    private static ProtobufMessage Event(DateTimeOffset at, int step) =>
        new ProtobufMessage().Double(1, Seconds(at)).Integer(2, step);

    /// <summary>A summary of the HParams plugin: its data lie in the metadata, the tensor is a zero.</summary>
    private static ProtobufMessage Session(string tag, int field, ProtobufMessage data)
    {
        ProtobufMessage content = new ProtobufMessage().Integer(1, 0).Message(field, data);
        ProtobufMessage plugin = new ProtobufMessage().Text(1, Plugin).Message(2, content);
        ProtobufMessage shape = new ProtobufMessage().Message(2, new ProtobufMessage().Integer(1, 1));
        return new ProtobufMessage()
            .Text(1, tag)
            .Message(8, new ProtobufMessage().Integer(1, FloatType).Message(2, shape).Float(5, 0))
            .Message(9, new ProtobufMessage().Message(1, plugin).Integer(4, TensorData));
    }

    private static ProtobufMessage Start(ExportedRun run)
    {
        var start = new ProtobufMessage();
        foreach (Setting setting in run.Settings.Append(new Setting("dataset", run.Run.Dataset)))
            start.Message(1, new ProtobufMessage().Text(1, setting.Path).Message(2, Value(setting.Value)));
        return start.Text(4, run.Run.Variant).Double(5, Seconds(run.Started));
    }

    private static ProtobufMessage End(RunStatus status, DateTimeOffset end) =>
        new ProtobufMessage().Integer(1, status == RunStatus.Done ? 1 : 2).Double(2, Seconds(end));

    // A number, so that the page can draw it along an axis, or text.
    private static ProtobufMessage Value(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? new ProtobufMessage().Double(2, number)
            : new ProtobufMessage().Text(3, value);

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
