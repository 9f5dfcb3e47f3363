using System.Runtime.CompilerServices;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

/// <summary>Every file of <c>Broken/</c> against its golden list of errors: what users read when they slip.</summary>
public sealed class BrokenSpecTests
{
    public static TheoryData<string> BrokenSpecs() =>
        [.. Directory.GetFiles(Folder(), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(BrokenSpecs))]
    public void All_mistakes_are_reported_in_words_that_help(string name)
    {
        string yaml = SpecFile.ReadText(Path.Combine(Folder(), name + ".yaml"));

        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read(name + ".yaml", yaml, []));

        Assert.Equal(string.Join('\n', refused.Errors), refused.Message);
        Golden.Matches(refused.Message + "\n", name);
    }

    private static string Folder([CallerFilePath] string testFile = "") =>
        Path.Combine(Path.GetDirectoryName(testFile)!, "Broken");
}
