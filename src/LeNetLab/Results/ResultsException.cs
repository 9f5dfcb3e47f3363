namespace LeNetLab.Results;

/// <summary>Results cannot be read or written as asked; the message names the place and the way out.</summary>
public sealed class ResultsException(string message, Exception? inner = null) : Exception(message, inner);
