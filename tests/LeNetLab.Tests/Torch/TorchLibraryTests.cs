using LeNetLab.Engines;
using LeNetLab.Torch;

namespace LeNetLab.Tests.Torch;

public sealed class TorchLibraryTests
{
    [Theory]
    [InlineData(
        "Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n"
        + "/lab/libLibTorchSharp.so: /lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /lab/libLibTorchSharp.so)",
        "it needs GLIBCXX_3.4.32, which this system's libstdc++.so.6 lacks. Debian 13, Ubuntu 24.04 ")]
    [InlineData(
        "/lab/libtorch.so: /lib/libc.so.6: version `GLIBC_2.38' not found (required by /lab/libtorch.so)",
        "it needs GLIBC_2.38, which this system's libc.so.6 lacks. A newer system has it")]
    [InlineData(
        "Unable to load\n/other/libLibTorchSharp.so: cannot open shared object file: No such file or directory\n"
        + "libgomp.so.1: cannot open shared object file: No such file or directory\n",
        "(libgomp.so.1: cannot open shared object file: No such file or directory)")]
    [InlineData("/lab/libLibTorchSharp.so: invalid ELF header\n", "(/lab/libLibTorchSharp.so: invalid ELF header)")]
    public void Why_it_does_not_load_is_what_the_systems_loader_says(string said, string expected)
    {
        string message = TorchLibrary.Explain(said);

        Assert.StartsWith("PyTorch's own library does not load here", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.EndsWith("without the torch engine, simd trains.", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_program_that_was_published_without_it_says_so()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LENETLAB_TORCH") is "1", "It is here.");

        var refused = Assert.Throws<EngineUnavailableException>(() => TorchEngine.Open("cpu"));

        Assert.Equal(new LeNetLab.Specs.EngineSpec("torch", "cpu"), refused.LeftOut);
    }
}
