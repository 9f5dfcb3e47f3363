namespace LeNetLab.Naming;

/// <summary>A command that helps further: the library says which, and the program words it as it was called.</summary>
/// <param name="Verb">The program's verb, e.g. <c>run</c>.</param>
/// <param name="Of">What it is asked of: the experiment, run or SQL that the verb takes; null for nothing.</param>
public sealed record NextStep(string Verb, string? Of = null);
