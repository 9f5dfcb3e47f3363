namespace LeNetLab.Tests.Chaos;

/// <summary>
/// Whatever is done to the processes of a sweep, and to the disk below it, costs nothing: it is finished, and equal to
/// the bit.
/// </summary>
[Trait("speed", "slow")]
public sealed class ChaosTests
{
    [Fact]
    public void No_run_is_lost_or_recorded_twice_or_different()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows no signals.");
        var tally = new ChaosTally();
        using var lab = new ChaosLab();
        for (int sweep = 1; tally.Kills < ChaosBudget.Kills; sweep++)
        {
            using var disturbed = new ChaosSweep(lab, tally, ChaosBudget.Seed, sweep);
            try
            {
                disturbed.Disturb(kills: Math.Min(8, ChaosBudget.Kills - tally.Kills));
                disturbed.Finish();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"LENETLAB_CHAOS_SEED={ChaosBudget.Seed}, sweep {sweep} after {tally}: {failure.Message}", failure);
            }
        }

        string clocks = FakeClock.IsThere ? "" : "; without libfaketime no clock jumped";
        Console.WriteLine($"Chaos: seed {ChaosBudget.Seed}: {tally}{clocks}");
        Assert.Equal((0, 0), (tally.Lost, tally.Duplicated));
        Assert.Equal((tally.Sweeps, tally.Sweeps), (tally.Whole, tally.Equal));
    }
}
