namespace LeNetLab.Launchers;

/// <summary>Runs cannot be sent away, or what was sent cannot be read; the message says why and the way out.</summary>
public sealed class LaunchException(string message, Exception? inner = null) : Exception(message, inner);
