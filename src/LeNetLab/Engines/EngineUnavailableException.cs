using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>
/// An engine cannot be had here; the message is one sentence that says what is missing and which command helps.
/// </summary>
public sealed class EngineUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// The engine, if it is this build of the program that lacks it and another one would not; null if something else
    /// is missing, such as a card or its driver.
    /// </summary>
    public EngineSpec? LeftOut { get; init; }
}
