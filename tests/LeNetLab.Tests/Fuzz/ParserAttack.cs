using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace LeNetLab.Tests.Fuzz;

/// <summary>
/// Gives a parser many inputs. Each must be taken, or refused by a message that names the place; soon, and with memory
/// in proportion to the input. What breaks that is shrunk, and shown with the seed that finds it again.
/// </summary>
/// <param name="parser">Its name in <see cref="FuzzBudget"/>.</param>
/// <param name="parse">
/// Takes the input and gives null, or the refusal's message. Any exception that gets out of it is a bug.
/// </param>
/// <param name="size">The input's size in bytes or characters.</param>
/// <param name="show">The input as text for a failure's message.</param>
internal sealed class ParserAttack<TInput>(
    string parser, Func<TInput, string?> parse, Func<TInput, int> size, Func<TInput, string> show)
{
    private const int LongestMessage = 4_000, MostLines = 60, EnoughToCount = 1_000;

    private readonly Lock gate = new();
    private TInput? current;
    private long startedAt;
    private int accepted, refused;
    private long mostAllocated;
    private TimeSpan slowest;

    /// <summary>Longer for one input is a hang, even where other processes have the cores.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that any input may cost.</summary>
    public long FreeBytes { get; init; } = 4 << 20;

    /// <summary>Bytes that each byte or character of the input may cost beyond those.</summary>
    public long BytesPerUnit { get; init; } = 200;

    /// <summary>Whether a refusal names the place.</summary>
    public required Func<string, TInput, bool> NamesPlace { get; init; }

    /// <summary>The share that must be accepted, so that what lies behind the first checks is met.</summary>
    public double LeastAccepted { get; init; } = 0.01;

    /// <summary>Tries the budget's number of inputs and prints what came of them.</summary>
    public void Run(Gen<TInput> inputs, Func<TInput, IEnumerable<TInput>> shrink)
    {
        int count = FuzzBudget.Of(parser);
        Exception? failure = null;
        // On a thread of its own, so that a parser that never comes back is a failed test and not a stuck one.
        var attack = new Thread(() => failure = Attempt(inputs, shrink, count)) { IsBackground = true };
        attack.Start();
        while (!attack.Join(TimeSpan.FromSeconds(1)))
            FailIfStuck();
        if (failure is not null)
            Assert.Fail($"{parser}, LENETLAB_FUZZ_SEED={FuzzBudget.Seed}: {failure.Message}");

        Console.WriteLine($"Fuzz: {parser}: {accepted + refused} inputs, {accepted} accepted, {refused} refused; "
            + $"slowest {slowest.TotalMilliseconds:0} ms, most memory {mostAllocated / 1024.0 / 1024.0:0.0} MiB");
        if (count < EnoughToCount)
            return;
        Assert.True(accepted >= count * LeastAccepted, $"Only {accepted} of {count} inputs were accepted.");
        Assert.True(refused >= count * 0.01, $"Only {refused} of {count} inputs were refused.");
    }

    private Exception? Attempt(Gen<TInput> inputs, Func<TInput, IEnumerable<TInput>> shrink, int count)
    {
        try
        {
            // Whatever is loaded and compiled once is no input's own cost.
            foreach (TInput warm in inputs.Sample(1, 3))
                parse(warm);
            var replay = new Replay(new Rnd(FuzzBudget.Seed, 1), Microsoft.FSharp.Core.FSharpOption<int>.None);
            Prop.ForAll(Arb.From(inputs, shrink), Hold).Check(Config.QuickThrowOnFailure
                .WithQuietOnSuccess(true).WithMaxTest(count).WithReplay(replay));
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }

    private void Hold(TInput input)
    {
        lock (gate)
            (current, startedAt) = (input, Stopwatch.GetTimestamp());
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal;
        try
        {
            refusal = parse(input);
        }
        catch (Exception crash)
        {
            throw new BrokenException($"crashed by {Show(input)}: {crash}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TimeSpan time = Stopwatch.GetElapsedTime(startedAt);
        lock (gate)
            startedAt = 0;
        string? broken = time > Patience ? $"{time.TotalSeconds:0.0} s"
            : allocated > FreeBytes + (BytesPerUnit * size(input)) ? $"{allocated:N0} bytes allocated"
            : refusal is null ? null
            : Complaint(refusal, input) is { } complaint ? $"{complaint} in the refusal \"{refusal}\""
            : null;
        if (broken is not null)
            throw new BrokenException($"{broken}, for {Show(input)}");
        if (refusal is null)
            accepted++;
        else
            refused++;
        (mostAllocated, slowest) = (Math.Max(mostAllocated, allocated), time > slowest ? time : slowest);
    }

    private string? Complaint(string refusal, TInput input)
    {
        string[] lines = refusal.Split('\n');
        return string.IsNullOrWhiteSpace(refusal) ? "no words"
            : lines.Length > MostLines ? $"{lines.Length} lines"
            : lines.Any(line => line.Length > LongestMessage) ? "an endless line"
            : lines.Any(line => line.Any(char.IsControl)) ? "control characters"
            : !NamesPlace(refusal, input) ? "no place"
            : null;
    }

    private void FailIfStuck()
    {
        lock (gate)
        {
            if (startedAt != 0 && Stopwatch.GetElapsedTime(startedAt) > 2 * Patience)
            {
                Assert.Fail($"{parser}, LENETLAB_FUZZ_SEED={FuzzBudget.Seed}: no end after "
                    + $"{Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0} s, for {Show(current!)}");
            }
        }
    }

    private string Show(TInput input)
    {
        string text = show(input);
        return text.Length <= 4_000 ? text : $"{text[..4_000]}… ({text.Length} characters)";
    }

    private sealed class BrokenException(string message) : Exception(message);
}
