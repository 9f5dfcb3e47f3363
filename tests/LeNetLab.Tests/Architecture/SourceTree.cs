using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LeNetLab.Tests.Architecture;

/// <summary>One source file of the program: where it lies, and its code without comments and texts.</summary>
internal sealed record SourceFile(string Path, string Folder, string Code);

/// <summary>Reads the program's sources from the checkout that the tests were built in.</summary>
internal static partial class SourceTree
{
    /// <summary>The files below a folder of the repository; a file's folder is its first one below that.</summary>
    public static IReadOnlyList<SourceFile> Below(string folder)
    {
        string root = System.IO.Path.Combine(Root(), folder);
        char separator = System.IO.Path.DirectorySeparatorChar;
        return
        [
            .. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Full: file, Parts: System.IO.Path.GetRelativePath(root, file).Split(separator)))
                .Where(file => file.Parts[0] is not ("bin" or "obj"))
                .Select(file => new SourceFile(
                    string.Join('/', file.Parts), file.Parts.Length > 1 ? file.Parts[0] : "",
                    CommentsAndTexts().Replace(File.ReadAllText(file.Full), " "))),
        ];
    }

    /// <summary>The checkout.</summary>
    public static string Root([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|\"{3,}[\s\S]*?\"{3,}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""")]
    private static partial Regex CommentsAndTexts();
}
