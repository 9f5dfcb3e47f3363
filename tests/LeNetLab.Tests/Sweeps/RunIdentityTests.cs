using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Sweeps;

public sealed class RunIdentityTests
{
    private static readonly EngineIdentity Engine = new("simd", 3, "cpu", 512);
    private static readonly string Sum = new('b', 64);

    private static readonly RunSpec Run = new(
        "activation=tanh", new ModelSpec(), new TrainingSpec(), 7,
        [new Setting("training.epochs", "8"), new Setting("model.activation", "tanh")]);

    [Fact]
    public void The_text_that_is_hashed_is_this() =>
        Assert.Equal(
            $"model.activation=tanh\ntraining.epochs=8\nseed=7\ndataset_sha256={Sum}\nengine=simd\nengine_version=3\n"
            + "device=cpu\n",
            RunIdentity.CanonicalText(Run, Sum, Engine));

    // printf 'model.activation=tanh\n…' | sha256sum | cut -c1-16
    [Fact]
    public void The_id_of_a_known_run_never_changes() =>
        Assert.Equal("fcedefdb69df2f1c", RunIdentity.Of(Run, Sum, Engine));

    [Fact]
    public void Whatever_its_weights_follow_from_changes_a_runs_id()
    {
        string[] ids =
        [
            RunIdentity.Of(Run, Sum, Engine),
            RunIdentity.Of(Run with { Seed = 8 }, Sum, Engine),
            RunIdentity.Of(Run with { Settings = [Run.Settings[0]] }, Sum, Engine),
            RunIdentity.Of(Run with { Settings = [.. Run.Settings.Skip(1), new("training.epochs", "9")] }, Sum, Engine),
            RunIdentity.Of(Run, new string('c', 64), Engine),
            RunIdentity.Of(Run, Sum, Engine with { Name = "torch" }),
            RunIdentity.Of(Run, Sum, Engine with { Version = 4 }),
            RunIdentity.Of(Run, Sum, Engine with { Device = "cuda" }),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{16}$", id));
    }

    [Fact]
    public void What_only_names_or_speeds_up_a_run_does_not()
    {
        RunSpec renamed = Run with { Variant = "baseline", Settings = [.. Run.Settings.Reverse()] };

        Assert.Equal(RunIdentity.Of(Run, Sum, Engine), RunIdentity.Of(renamed, Sum, Engine with { VectorBits = 128 }));
    }

    [Fact]
    public void A_line_break_cannot_smuggle_a_second_setting_in()
    {
        RunSpec run = Run with { Settings = [new Setting("model.activation", "tanh\nseed=9")] };

        Assert.Throws<ArgumentException>(() => RunIdentity.Of(run, Sum, Engine));
    }
}
