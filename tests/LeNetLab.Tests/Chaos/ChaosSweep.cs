using System.Text.RegularExpressions;
using LeNetLab.Numerics;
using LeNetLab.Results;
using LeNetLab.Tests.Cli;
using LeNetLab.Tests.Results;

namespace LeNetLab.Tests.Chaos;

/// <summary>One sweep in a results folder of its own, to which everything happens that a stream of numbers says.</summary>
internal sealed partial class ChaosSweep : IDisposable
{
    // SIGBUS: SQLite writes to memory whose file has become read-only. It is a kill like any other.
    private const int EndedBySystem = 128 + 7;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ChaosLab lab;
    private readonly ChaosTally tally;
    private readonly SeedStream stream;
    private readonly string experiment;
    private readonly SmallDisk? disk;
    private readonly List<ChaosProcess> processes = [];
    private IDisposable? fault;
    private bool over;

    public ChaosSweep(ChaosLab lab, ChaosTally tally, int seed, int number)
    {
        this.lab = lab;
        this.tally = tally;
        stream = SeedStream.Open(seed, "chaos", (ulong)number);
        experiment = ChaosLab.Experiments[stream.NextInt32(ChaosLab.Experiments.Count)];
        Results = Directory.CreateDirectory(Path.Combine(lab.Lab.Folder, $"chaos-{number}")).FullName;
        disk = stream.NextInt32(2) == 0 ? SmallDisk.TryMountOn(Results, 24, out _) : null;
        ResultsDatabase.Open(Results, TimeProvider.System).Dispose();
        SqlFile.Execute(Database, ChaosCheck.Log);
    }

    /// <summary>Its results folder.</summary>
    public string Results { get; }

    private string Database => Path.Combine(Results, "lenetlab.db");

    /// <summary>Lets things happen until so many processes were killed, or the sweep is through.</summary>
    public void Disturb(int kills)
    {
        int last = tally.Kills + kills;
        for (int runners = 1 + stream.NextInt32(3); runners > 0; runners--)
            Start();
        while (tally.Kills < last && !over)
        {
            TimeSpan pause = stream.NextDouble(0.02, 0.6) * lab.Duration(experiment);
            Thread.CurrentThread.Join(pause);
            foreach (ChaosProcess ended in processes.Where(process => !process.IsRunning).ToArray())
            {
                End(ended);
                if (!over)
                    Start();
            }

            if (!over)
                Happen(processes[stream.NextInt32(processes.Count)]);
        }
    }

    /// <summary>Lets the sweep come to its end, and looks at what came of it.</summary>
    public void Finish()
    {
        EndFault();
        foreach (ChaosProcess process in processes.ToArray())
        {
            process.Wake();
            End(process);
        }

        Answer answer = lab.Lab.Run("run", experiment, "--results", Results);
        Assert.True(answer.Code == 0, $"{answer.Code}: {answer.Out}{answer.Error}");
        new ChaosCheck(lab, experiment, Results).Count(tally);
    }

    public void Dispose()
    {
        EndFault();
        foreach (ChaosProcess process in processes)
        {
            process.Kill();
            process.Dispose();
        }

        disk?.Dispose();
    }

    private void Happen(ChaosProcess process)
    {
        switch (stream.NextInt32(20))
        {
            case < 9 when process.Kill():
                tally.Kills++;
                break;
            case < 12 when !process.IsStopped:
                process.Stop();
                tally.Stops++;
                break;
            case < 13:
                process.Wake();
                process.Interrupt();
                tally.Interrupts++;
                break;
            case < 14:
                tally.ClockJumps += process.Jump(stream.NextInt32(2000) - 1000) ? 1 : 0;
                break;
            case < 16:
                EndFault();
                break;
            default:
                process.Wake();
                BeginFault();
                break;
        }
    }

    private void Start()
    {
        int? hoursAhead = FakeClock.IsThere && stream.NextInt32(4) == 0 ? stream.NextInt32(2000) - 1000 : null;
        processes.Add(lab.Start(experiment, Results, workers: 1 + stream.NextInt32(2), hoursAhead));
        processes[^1].MetFault = fault is not null;
        tally.ClockJumps += hoursAhead is null ? 0 : 1;
    }

    /// <summary>A process ended: as it was made to, or as it should.</summary>
    private void End(ChaosProcess process)
    {
        Answer answer = process.End(Patience);
        processes.Remove(process);
        process.Dispose();
        if (process.WasKilled)
            return;
        over |= answer.Code == 0;
        tally.Kept += KeptBack().Matches(answer.Out).Sum(match => int.Parse(match.Groups["results"].Value));
        bool expected = answer.Code is 0 or 130 || (process.MetFault && answer.Code is 1 or 2);
        if (process.MetFault && answer.Code == EndedBySystem)
        {
            tally.BusErrors++;
            return;
        }

        Assert.True(
            expected && !answer.Error.Contains("should not happen"), $"{answer.Code}: {answer.Out}{answer.Error}");
    }

    private void BeginFault()
    {
        if (fault is not null)
            return;
        if (disk is not null && stream.NextInt32(3) > 0)
        {
            disk.Fill();
            fault = new Freeing(disk);
            tally.FullDisks++;
        }
        else if (disk is null && stream.NextInt32(3) > 0)
        {
            fault = Immutable.TryMake([Results, .. Directory.GetFileSystemEntries(Results)], out _);
            tally.ReadOnlyDisks += fault is null ? 0 : 1;
        }
        else if (SqlFile.CanWrite(Database))
        {
            fault = SqlFile.Hold(Database);
            tally.Locks++;
        }

        foreach (ChaosProcess process in processes.Where(_ => fault is not null))
            process.MetFault = true;
    }

    private void EndFault()
    {
        fault?.Dispose();
        fault = null;
    }

    [GeneratedRegex("(?<results>[0-9]+) results? could not be recorded: ", RegexOptions.ExplicitCapture)]
    private static partial Regex KeptBack();

    private sealed class Freeing(SmallDisk disk) : IDisposable
    {
        public void Dispose() => disk.Free();
    }
}
