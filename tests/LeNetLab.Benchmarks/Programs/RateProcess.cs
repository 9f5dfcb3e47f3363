using System.Diagnostics;

namespace LeNetLab.Benchmarks.Programs;

/// <summary>The other end of <see cref="RateCommand"/>: this bench again, with other registers.</summary>
internal sealed class RateProcess : IDisposable
{
    private readonly Process process;

    private RateProcess(Process process)
    {
        this.process = process;
        VectorBits = int.Parse(Answer());
    }

    /// <summary>Width of the vectors that it uses.</summary>
    public int VectorBits { get; }

    /// <summary>Starts it; its first round waits until it is warm.</summary>
    /// <param name="timing">Length of a round.</param>
    /// <param name="images">Images in a pass.</param>
    /// <param name="variable">The environment variable that switches something off.</param>
    public static RateProcess Start(Timing timing, int images, string variable) =>
        new(RunningProgram.Launch(ProgramCommand.Dotnet(
            typeof(RateProcess).Assembly.Location, RateCommand.Name, "--images", $"{images}",
            "--milliseconds", $"{timing.Round.TotalMilliseconds:F0}") with
        {
            Environment = new Dictionary<string, string> { [variable] = "0" },
        }));

    /// <summary>One round, in images a second.</summary>
    public double Measure()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        return double.Parse(Answer());
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Answer() => process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException(
            $"{RateCommand.Name} ended early: {process.StandardError.ReadToEnd().Trim()}");
}
