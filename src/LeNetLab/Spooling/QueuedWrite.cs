using System.Runtime.ExceptionServices;

namespace LeNetLab.Spooling;

/// <summary>Something to be written, and how far it is. All members belong to the lock of the queue.</summary>
/// <param name="runId">Of which run.</param>
/// <param name="work">Writes.</param>
internal sealed class QueuedWrite(string runId, Action work)
{
    /// <summary>Of which run.</summary>
    public string RunId => runId;

    /// <summary>Writes.</summary>
    public Action Work => work;

    /// <summary>Whether it is through, one way or another.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether it need not be tried again.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Why it never will be written: the run is another's, or a mistake of the program.</summary>
    public ExceptionDispatchInfo? Refusal { get; set; }
}
