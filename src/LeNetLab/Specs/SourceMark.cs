namespace LeNetLab.Specs;

/// <summary>The place in a file, or in the command line's <c>SET</c>, that an error points to.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
internal readonly record struct SourceMark(string File, int Line, int Column);
