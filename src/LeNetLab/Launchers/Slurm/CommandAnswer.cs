namespace LeNetLab.Launchers.Slurm;

/// <summary>What a program answered.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Out">What it printed.</param>
/// <param name="Error">What it complained of.</param>
public sealed record CommandAnswer(int Code, string Out, string Error);
