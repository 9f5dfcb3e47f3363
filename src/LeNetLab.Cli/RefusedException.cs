namespace LeNetLab.Cli;

/// <summary>What the user asked for cannot be done; the message says why and the way out.</summary>
internal sealed class RefusedException(string message) : Exception(message);
