namespace LeNetLab.Specs;

/// <summary>The place in a file, or on the command line, that an error points to.</summary>
/// <param name="File">As the user named it; see <see cref="SpecError"/> for the command line.</param>
/// <param name="Line">From 1; 0 for an option as a whole.</param>
/// <param name="Column">From 1, in UTF-16 units; 0 for an option as a whole.</param>
internal readonly record struct SourceMark(string File, int Line, int Column);
