namespace LeNetLab.Tests.Data;

/// <summary>Hears reports on the reporter's own thread, in their order.</summary>
internal sealed class Recorder<T>(Action<T>? also = null) : IProgress<T>
{
    internal List<T> Reports { get; } = [];

    public void Report(T value)
    {
        Reports.Add(value);
        also?.Invoke(value);
    }
}
