using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class QuotationTests
{
    [Theory]
    [InlineData("tanh", "tanh")]
    [InlineData("Zürich – größer 数字", "Zürich <U+2013> größer 数字")]
    [InlineData("a\u00a0b", "a<U+00A0>b")]
    [InlineData("a\u200bb\u2060c\u00add", "a<U+200B>b<U+2060>c<U+00AD>d")]
    [InlineData("a\tb\nc\rd", "a\\tb\\nc\\rd")]
    [InlineData("\u2018a\u2019 \u201cb\u201d", "<U+2018>a<U+2019> <U+201C>b<U+201D>")]
    [InlineData("\u22121", "<U+2212>1")]
    [InlineData("\uff54anh", "<U+FF54>anh")]
    [InlineData("\u3000", "<U+3000>")]
    [InlineData("\u001b[2J", "<U+001B>[2J")]
    public void What_looks_like_something_else_is_shown_by_its_number(string written, string shown) =>
        Assert.Equal(shown, Quotation.Of(written));
}
