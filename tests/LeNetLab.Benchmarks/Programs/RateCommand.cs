using System.CommandLine;
using LeNetLab.Benchmarks.Loads;
using LeNetLab.Engines.Simd;
using LeNetLab.Models;

namespace LeNetLab.Benchmarks.Programs;

/// <summary>
/// <c>lenetlab-bench rate</c>: trains the default network in a process of its own, whose register width the parent
/// has chosen by an environment variable. Prints that width, and then a rate for every line that it is given.
/// </summary>
internal static class RateCommand
{
    public const string Name = "rate";

    public static Command Create(TimeProvider clock)
    {
        Option<int> images = new("--images")
        {
            Description = "Images in a pass.",
            DefaultValueFactory = _ => TrainingLoad.UsualImages,
        };
        Option<int> milliseconds = new("--milliseconds") { Description = "Length of a round.", Required = true };
        var command = new Command(Name, "Answers the bench: trains a round for every line read.")
        {
            images, milliseconds,
        };
        command.Hidden = true;
        command.SetAction(parsed => Answer(
            new Timing(1, TimeSpan.FromMilliseconds(parsed.GetRequiredValue(milliseconds)), clock),
            parsed.GetRequiredValue(images), Console.In, Console.Out));
        return command;
    }

    private static int Answer(Timing timing, int images, TextReader asked, TextWriter answers)
    {
        answers.WriteLine(new SimdEngine().Identity.VectorBits);
        using var load = TrainingLoad.OnNoise(new ModelSpec(), images: images);
        timing.WarmUp(load.Train);
        while (asked.ReadLine() is not null)
            answers.WriteLine(timing.UnitsPerSecond(load.Train).ToString("R"));
        return 0;
    }
}
