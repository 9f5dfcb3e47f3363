namespace LeNetLab.Tests.Chaos;

/// <summary>What was done to sweeps, and what came of it.</summary>
internal sealed class ChaosTally
{
    public int Sweeps { get; set; }

    /// <summary>Processes that were killed while they ran.</summary>
    public int Kills { get; set; }

    /// <summary>Processes that were stopped, and later woken.</summary>
    public int Stops { get; set; }

    /// <summary>Processes that the system ended, where SQLite's shared memory became read-only.</summary>
    public int BusErrors { get; set; }

    public int Interrupts { get; set; }

    public int FullDisks { get; set; }

    public int ReadOnlyDisks { get; set; }

    public int Locks { get; set; }

    /// <summary>Processes of a wrong clock, and jumps of it while they ran.</summary>
    public int ClockJumps { get; set; }

    /// <summary>Results that a spool kept, as processes said when they ended.</summary>
    public int Kept { get; set; }

    public int Runs { get; set; }

    public int Lost { get; set; }

    public int Duplicated { get; set; }

    public int Whole { get; set; }

    public int Equal { get; set; }

    public override string ToString() =>
        $"{Sweeps} sweeps of {Runs} runs; {Kills} kills, {Stops} stops, {Interrupts} interrupts, {FullDisks} full disks, "
        + $"{ReadOnlyDisks} read-only disks, {Locks} locks, {ClockJumps} clock jumps, {Kept} results kept back, "
        + $"{BusErrors} bus errors; "
        + $"runs lost {Lost}, duplicated {Duplicated}; integrity ok {Whole}, equal {Equal}";
}
