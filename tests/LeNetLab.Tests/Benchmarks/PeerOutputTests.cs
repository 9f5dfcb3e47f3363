using LeNetLab.Benchmarks.Peer;

namespace LeNetLab.Tests.Benchmarks;

public sealed class PeerOutputTests
{
    [Fact]
    public void A_line_with_a_test_error_is_read() =>
        Assert.Equal(
            new PeerOutput("1.13.0a0", 8123, 3.27),
            PeerOutput.Parse("torch 1.13.0a0 act=tanh wide=False batch=64 threads=1 images/s 8123 test_err 3.27%\n"));

    [Fact]
    public void A_line_without_one_is_read_after_whatever_else_was_printed() =>
        Assert.Equal(
            new PeerOutput("2.6.0+cpu", 9210, null),
            PeerOutput.Parse("a warning\ntorch 2.6.0+cpu act=tanh wide=False batch=64 threads=1 images/s 9210\n"));

    [Theory]
    [InlineData("")]
    [InlineData("Traceback (most recent call last):\nModuleNotFoundError: No module named 'torch'")]
    [InlineData("torch 2.6.0 act=tanh images/s nan")]
    public void Anything_else_is_no_figure(string output) =>
        Assert.Throws<FormatException>(() => PeerOutput.Parse(output));
}
