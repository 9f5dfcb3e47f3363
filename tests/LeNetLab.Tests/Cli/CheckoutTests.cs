using System.Diagnostics;
using LeNetLab.Cli;

namespace LeNetLab.Tests.Cli;

/// <summary>What is recorded of the checkout that the program lies in.</summary>
public sealed class CheckoutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_checkout_of_another_user_is_known_like_ones_own()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can give files to another user.");
        Commit();
        Assert.Equal(new Checkout(Head(), false, null), Of());

        Run("chown", "-R", "12345:12345", folder.Path);

        Assert.Equal(new Checkout(Head(), false, null), Of());
        File.WriteAllText(Path.Combine(folder.Path, "a"), "changed");
        Assert.Equal(new Checkout(Head(), true, null), Of());
    }

    [Fact]
    public void Outside_of_a_checkout_it_says_so()
    {
        Checkout none = Of();

        Assert.Null(none.Commit);
        Assert.Null(none.IsChanged);
        Assert.StartsWith("git says: fatal: not a git repository", none.Unknown);
        Assert.Single(none.Unknown!.Split('\n'));
    }

    [Fact]
    public void A_run_says_what_it_cannot_record_and_why()
    {
        using var lab = new Lab();
        string programs = Directory.CreateDirectory(Path.Combine(lab.Folder, "programs")).FullName;
        lab.Variables["PATH"] = programs;

        Answer answer = lab.Run("run", "tiny", "--set", "seeds=1 training.epochs=1");

        Assert.True(answer.Code == 0, answer.Out + answer.Error);
        Assert.Contains(
            "  origin    the program's commit is not recorded: there is no git on this machine\n", answer.Out,
            StringComparison.Ordinal);
        Assert.Contains(
            "at a commit that is not known", File.ReadAllText(Path.Combine(lab.Results, "tiny", "report.md")),
            StringComparison.Ordinal);
    }

    private Checkout Of() => Checkout.Of(folder.Path, Environment.GetEnvironmentVariable);

    private string Head() => Run("git", "-c", "safe.directory=*", "rev-parse", "HEAD").Trim();

    private void Commit()
    {
        Run("git", "init", "-q");
        File.WriteAllText(Path.Combine(folder.Path, "a"), "as committed");
        Run("git", "add", "a");
        Run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a");
    }

    private string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = folder.Path, ["GIT_CONFIG_GLOBAL"] = "/dev/null" },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
