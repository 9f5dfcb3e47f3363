using System.Diagnostics;
using System.Text.RegularExpressions;
using LeNetLab.Dashboard.Serving;

namespace LeNetLab.Tests.Cli;

/// <summary>The live page as the built program serves it.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly Lab lab = new();

    [Fact]
    public async Task It_says_where_the_page_is_and_ends_in_order_when_it_is_interrupted()
    {
        SkipWithoutPages();
        // What the environment asks of web servers might be open to other machines.
        lab.Variables["ASPNETCORE_URLS"] = "http://0.0.0.0:5999";
        lab.Variables["Kestrel__Endpoints__Other__Url"] = "http://0.0.0.0:5998";
        using Process server = lab.Start("serve", "--port", "0");
        string line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        Match address = Regex.Match(line, @"^The results in results are at (http://127\.0\.0\.1:\d+/) until Ctrl-C\.$");
        Assert.True(address.Success, line);

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        string experiments = await client.GetStringAsync(
            $"{address.Groups[1].Value}api/experiments", TestContext.Current.CancellationToken);
        using (Process kill = Process.Start("kill", ["-INT", $"{server.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Answer end = Lab.End(server);

        Assert.Equal("[]", experiments);
        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.False(Directory.Exists(lab.Results), "Who only reads makes no folder.");
    }

    [Theory]
    [InlineData("65536", "--port is a whole number, 0 … 65535, not '65536'.")]
    [InlineData("-1", "--port is a whole number, 0 … 65535, not '-1'.")]
    public void A_port_that_there_is_not_is_refused(string port, string sentence)
    {
        SkipWithoutPages();

        Answer answer = lab.Run("serve", "--port", port);

        Assert.Equal(2, answer.Code);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => lab.Dispose();

    private static void SkipWithoutPages() =>
        Assert.SkipWhen(PageFiles.Built is null, "The program was built without its pages: there is no Node here.");
}
