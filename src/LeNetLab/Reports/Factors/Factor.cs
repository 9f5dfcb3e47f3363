namespace LeNetLab.Reports.Factors;

/// <summary>A setting that a sweep varies, or several that change together.</summary>
/// <param name="Name">Its key, such as <c>activation</c>; <c>variant</c> where a spec names the levels itself.</param>
/// <param name="Levels">As they stand in the names of variants, such as <c>activation=tanh</c>.</param>
internal sealed record Factor(string Name, IReadOnlyList<string> Levels);
