namespace LeNetLab.Engines;

/// <summary>
/// Memory, of the host or of a device, was too small for what was asked. Less asked at a time may fit: that is how it
/// differs from any other failure.
/// </summary>
/// <param name="message">What was asked for, and of which memory.</param>
/// <param name="inner">What the platform said.</param>
public sealed class EngineMemoryException(string message, Exception? inner = null) : Exception(message, inner);
