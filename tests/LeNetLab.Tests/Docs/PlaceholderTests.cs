using LeNetLab.Tests.Architecture;

namespace LeNetLab.Tests.Docs;

public sealed class PlaceholderTests
{
    [Fact]
    public void No_page_has_a_place_left_to_fill_in()
    {
        string root = SourceTree.Root();
        string[] pages =
        [
            Path.Combine(root, "README.md"), Path.Combine(root, "CONTRIBUTING.md"),
            .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md"),
        ];

        Assert.True(pages.Length > 4);
        Assert.All(pages, page => Assert.DoesNotContain("@@", File.ReadAllText(page), StringComparison.Ordinal));
    }
}
