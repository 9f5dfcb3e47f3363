using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LeNetLab.Tests.Cli;

/// <summary>
/// A real Slurm on this machine: a controller and three nodes of two cores, on ports of their own, without a system's
/// services. Anybody who can reach the ports could submit: for throwaway tests only.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Nodes = ["n1", "n2", "n3"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Programs =
        ["slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo"];

    private static readonly string[] Places = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

    private readonly string folder;

    public SlurmCluster(string folder)
    {
        this.folder = folder;
        foreach (string own in (string[])["ctld", "log", .. Nodes])
            Directory.CreateDirectory(Path.Combine(folder, own));
        File.WriteAllText(Config, Text());
        Run("slurmctld", "-i", "-f", Config);
        foreach (string node in Nodes)
            Run("slurmd", "-N", node);
        if (!SpinWait.SpinUntil(() => Run("sinfo", "-ho", "%D", "-t", "idle").Trim() == "3", Patience))
            throw new InvalidOperationException("The nodes did not come up:\n" + Run("sinfo", "-N", "-l"));
    }

    /// <summary>Why no cluster can be had here; null if one can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "Slurm runs on Linux."
        : Programs.FirstOrDefault(program => Find(program) is null) is { } program
            ? $"There is no {program} here: apt-get install --no-install-recommends slurmctld slurmd slurm-client munge"
        : null;

    /// <summary>The file that SLURM_CONF names.</summary>
    public string Config => Path.Combine(folder, "slurm.conf");

    /// <summary>Ends a node's daemon at once; what it started lives on, as when the daemon crashes.</summary>
    public void KillDaemon(string node) => Kill(int.Parse(File.ReadAllText(Path.Combine(folder, $"{node}.pid"))));

    /// <summary>Ends everything on a node at once, as when it loses power.</summary>
    public void KillNode(string node)
    {
        KillDaemon(node);
        int[] tasks = [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(pid => IsOn(node, pid))];

        // The steps first: they would report the end of their tasks.
        foreach (int step in tasks.Select(Parent).Where(pid => pid > 1).Except(tasks).Distinct().ToArray())
            Kill(step);
        foreach (int task in tasks)
            Kill(task);
    }

    /// <summary>A program of Slurm's, pointed at this cluster.</summary>
    public string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = Config;
        using Process process = Process.Start(start)!;

        // A daemon keeps the streams of who started it: they are not waited for.
        bool daemon = program is "slurmctld" or "slurmd";
        string output = daemon ? "" : process.StandardOutput.ReadToEnd();
        process.WaitForExit(Patience);
        return output;
    }

    public void Dispose()
    {
        Run("scancel", "-u", Environment.UserName);
        Run("scontrol", "shutdown");
        string[] pids = [.. Nodes.Append("ctld").Select(name => Path.Combine(folder, $"{name}.pid"))];
        SpinWait.SpinUntil(() => pids.All(pid => !IsAlive(pid)), TimeSpan.FromSeconds(10));
        foreach (string pid in pids.Where(IsAlive))
            Kill(int.Parse(File.ReadAllText(pid)));
    }

    private static string? Find(string program) =>
        Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static bool IsAlive(string pidFile) => File.Exists(pidFile)
        && int.TryParse(File.ReadAllText(pidFile), out int pid) && Directory.Exists($"/proc/{pid}");

    private bool IsOn(string node, int pid)
    {
        try
        {
            string[] variables = File.ReadAllText($"/proc/{pid}/environ").Split('\0');
            return variables.Contains($"SLURMD_NODENAME={node}") && variables.Contains($"SLURM_CONF={Config}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int Parent(int pid)
    {
        const string Key = "PPid:";
        string status = $"/proc/{pid}/status";
        string? line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null ? 0 : int.Parse(line[Key.Length..].Trim());
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    private string Text()
    {
        // The system hands out ports that nobody has; held together so that it does not give one twice.
        TcpListener[] listeners = [.. Enumerable.Range(0, 4).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        int[] ports = [.. listeners.Select(listener =>
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        })];
        foreach (TcpListener listener in listeners)
            listener.Stop();
        string nodes = string.Join('\n', Nodes.Select((node, i) =>
            $"NodeName={node} NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[i + 1]} CPUs=2"));
        return $"""
            ClusterName=test
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/none
            CredType=cred/none
            AuthInfo=cred_expire=5
            SlurmctldPidFile={folder}/ctld.pid
            SlurmdPidFile={folder}/%n.pid
            StateSaveLocation={folder}/ctld
            SlurmdSpoolDir={folder}/%n
            SlurmctldLogFile={folder}/log/ctld.log
            SlurmdLogFile={folder}/log/%n.log
            ProctrackType=proctrack/linuxproc
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SlurmdParameters=config_overrides
            SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
            MpiDefault=none
            ReturnToService=2
            SlurmdTimeout=5
            BatchStartTimeout=2
            MessageTimeout=3
            KillWait=2
            {nodes}
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """;
    }
}
