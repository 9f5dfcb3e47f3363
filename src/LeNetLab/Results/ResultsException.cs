using LeNetLab.Naming;

namespace LeNetLab.Results;

/// <summary>Results cannot be read or written as asked; the message names the place and the way out.</summary>
public sealed class ResultsException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The command that helps, for the program to word; null where the message says all.</summary>
    public NextStep? Next { get; init; }
}
