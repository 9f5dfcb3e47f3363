using System.Buffers.Binary;
using System.Diagnostics;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Cli;

/// <summary>What a run of the program gave.</summary>
internal sealed record Answer(int Code, string Out, string Error);

/// <summary>The built program in a folder of its own, with a small dataset and a spec of two variants.</summary>
internal sealed class Lab : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Lab()
    {
        Folder = Directory.CreateTempSubdirectory("lenetlab-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "experiments"));
        WriteDigits("train", 600, 1);
        WriteDigits("t10k", 100, 2);
        WriteSpec("tiny", epochs: 2);
    }

    public string Folder { get; }

    /// <summary>Time between the heartbeats of its processes; null for the usual.</summary>
    public TimeSpan? Heartbeat { get; set; }

    public string Results => Path.Combine(Folder, "results");

    /// <summary>What the program finds in its environment besides.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void WriteSpec(string name, int epochs, string grid = "[tanh, relu]") =>
        File.WriteAllText(Path.Combine(Folder, "experiments", $"{name}.yaml"), $$"""
            name: {{name}}
            question: Does the whole way work?
            dataset: ./digits
            seeds: 2
            base:
              model: {preset: lenet5, activation: tanh, c3: partial, pooling: subsampling}
              training: {epochs: {{epochs}}, batch_size: 32, learning_rate: 0.02, validation_images: 50}
            grid:
              model.activation: {{grid}}
            """);

    /// <summary>Runs the program to its end.</summary>
    public Answer Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        return End(process);
    }

    /// <summary>The same, started in a folder below its own.</summary>
    public Answer RunIn(string below, params string[] arguments)
    {
        using Process process = StartIn(Path.Combine(Folder, below), "dotnet", [Program, .. arguments]);
        return End(process);
    }

    /// <summary>What the results answer, as CSV.</summary>
    public string Query(string sql, string results = "results")
    {
        Answer answer = Run("query", sql, "--format", "csv", "--results", results);
        Assert.True(answer.Code == 0, answer.Error);
        return answer.Out;
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "lenetlab.dll");

    public Process Start(params string[] arguments) => StartIn(Folder, "dotnet", [Program, .. arguments]);

    /// <summary>Starts another program here, which may start the built one.</summary>
    public Process StartOther(string program, params string[] arguments) => StartIn(Folder, program, arguments);

    private Process StartIn(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LENETLAB_COMMAND"] = "make";
        // A make that runs the tests has its own variables, which it would hand on.
        foreach (string name in (string[])["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"])
            start.Environment.Remove(name);
        start.Environment.Remove("LENETLAB_DATA");
        start.Environment.Remove("LENETLAB_HEARTBEAT");
        if (Heartbeat is { } heartbeat)
            start.Environment["LENETLAB_HEARTBEAT"] = $"{heartbeat.TotalSeconds}";
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(Folder, "cache");
        foreach ((string name, string value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Answer End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"The program did not end within {Patience}.");
        }

        return new Answer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Images in which a bright square tells the class by its place, and noise.</summary>
    private void WriteDigits(string name, int count, long seed)
    {
        SeedStream stream = SeedStream.Open(seed, "digits");
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)stream.NextInt32(10))];
        var pixels = new byte[count * 28 * 28];
        for (int i = 0; i < pixels.Length; i++)
        {
            int label = labels[i / 784], row = i / 28 % 28, column = i % 28;
            bool ink = row / 7 == label / 4 && column / 7 == label % 4;
            pixels[i] = (byte)((ink ? 150 : 0) + stream.NextInt32(100));
        }

        string folder = Directory.CreateDirectory(Path.Combine(Folder, "digits")).FullName;
        Write(Path.Combine(folder, $"{name}-images-idx3-ubyte"), [0x803, count, 28, 28], pixels);
        Write(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), [0x801, count], labels);

        static void Write(string path, int[] header, byte[] values)
        {
            using FileStream file = File.Create(path);
            Span<byte> word = stackalloc byte[4];
            foreach (int number in header)
            {
                BinaryPrimitives.WriteInt32BigEndian(word, number);
                file.Write(word);
            }

            file.Write(values);
        }
    }
}
