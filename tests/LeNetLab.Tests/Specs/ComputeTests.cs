using LeNetLab.Engines;
using LeNetLab.Specs;
using LeNetLab.Sweeps;

namespace LeNetLab.Tests.Specs;

/// <summary>The section <c>compute</c>: what a run is trained with, and on what.</summary>
public sealed class ComputeTests
{
    private static readonly string Sum = new('b', 64);

    [Theory]
    [InlineData("{}", "simd on cpu")]
    [InlineData("{compute: {engine: auto}}", "simd on cpu")]
    [InlineData("{compute: {engine: torch}}", "torch on cpu")]
    [InlineData("{compute: {device: cuda}}", "torch on cuda")]
    [InlineData("{compute: {engine: auto, device: cuda}}", "torch on cuda")]
    [InlineData("{compute: {engine: torch, device: cuda}}", "torch on cuda")]
    [InlineData("{compute: {engine: simd, device: cpu}}", "simd on cpu")]
    public void A_run_names_its_engine(string settings, string engine) =>
        Assert.Equal(engine, Read($"base: {settings}").Runs[0].Engine.ToString());

    [Fact]
    public void Engines_are_swept_excluded_and_set_as_everything_else_is()
    {
        ExperimentSpec spec = Read("""
            grid: {compute.engine: [simd, torch], model.activation: [tanh, relu]}
            exclude: [{compute.engine: torch, model.activation: relu}]
            when: [{match: {compute.engine: torch}, set: {compute.device: cuda}}]
            """);

        Assert.Equal(
            [
                ("engine=simd, activation=tanh", "simd on cpu"), ("engine=simd, activation=relu", "simd on cpu"),
                ("engine=torch, activation=tanh", "torch on cuda"),
            ],
            spec.Runs.Select(run => (run.Variant, $"{run.Engine}")));
    }

    [Fact]
    public void Neither_engine_nor_device_is_among_the_settings_that_are_recorded()
    {
        ExperimentSpec spec = Read("""
            zip: {compute.engine: [simd, torch, torch], compute.device: [cpu, cpu, cuda]}
            """);

        Assert.Equal(
            ["engine=simd, device=cpu", "engine=torch, device=cpu", "engine=torch, device=cuda"],
            spec.Runs.Select(run => run.Variant));
        Assert.Equal(Read("").Runs[0].Settings, spec.Runs[0].Settings);
        Assert.All(spec.Runs, run => Assert.Equal(spec.Runs[0].Settings, run.Settings));
    }

    // What is hashed, for a spec that leaves everything as it is: the lines of Goldens/recorded-settings.txt in ordinal
    // order, without blanks, then seed=1, dataset_sha256=bb…b, engine=simd, engine_version=2, device=cpu.
    [Theory]
    [InlineData("", null)]
    [InlineData("base: {compute: {engine: simd, device: cpu}}", null)]
    [InlineData("base: {compute: {engine: torch}}", "simd")]
    [InlineData("base: {model: {output: softmax, loss: cross_entropy}}", null)]
    public void Saying_what_went_without_saying_leaves_the_ids_of_runs_as_they_were(string more, string? option)
    {
        SettingOption[] options = option is null ? [] : [new("ENGINE", SettingTable.Engine, option)];
        RunSpec run = SpecReader.Read("x.yaml", SpecText.With(more), [], options).Runs[0];

        Assert.Equal(EngineSpec.Usual, run.Engine);
        Assert.Equal("6f06d28a148d5cc0", RunIdentity.Of(run, Sum, new EngineIdentity("simd", 2, "cpu", 256)));
    }

    [Theory]
    [InlineData(null, "cuda", "torch on cuda")]
    [InlineData("torch", null, "torch on cpu")]
    [InlineData("torch", "cuda", "torch on cuda")]
    [InlineData("auto", null, "simd on cpu")]
    public void Options_win_over_the_spec(string? engine, string? device, string expected)
    {
        string swept = "grid: {model.activation: [tanh, relu]}\nwhen: [{match: {model.activation: relu}, set: "
            + "{compute.device: cpu}}]";

        ExperimentSpec spec = SpecReader.Read("x.yaml", SpecText.With(swept), [], Options(engine, device));

        Assert.All(spec.Runs, run => Assert.Equal(expected, $"{run.Engine}"));
    }

    [Fact]
    public void An_option_takes_the_place_of_what_is_swept()
    {
        string swept = "grid: {compute.engine: [simd, torch], model.activation: [tanh, relu]}";

        ExperimentSpec spec = SpecReader.Read("x.yaml", SpecText.With(swept), [], Options("torch", null));

        Assert.Equal(["activation=tanh", "activation=relu"], spec.Runs.Select(run => run.Variant));
    }

    [Fact]
    public void Mistakes_in_options_are_reported_as_the_options()
    {
        (string Set, string? Engine, string? Device)[] cases =
        [
            ("", "trch", null), ("", "abc", "gpu"), ("", "simd", "cuda"), ("", "", null),
            ("compute.engine=simd", "torch", null), ("compute.engine=simd", null, "cuda"),
            ("compute.device=cuda", "simd", null), ("training.epoch=2", "tensorflow", null),
        ];

        Golden.Matches(string.Concat(cases.Select(given =>
        {
            string[] set = given.Set.Length == 0 ? [] : [given.Set];
            SpecException refused = Assert.Throws<SpecException>(
                () => SpecReader.Read("x.yaml", SpecText.With(""), set, Options(given.Engine, given.Device)));
            return $"SET=\"{given.Set}\" ENGINE={given.Engine} DEVICE={given.Device}\n{refused.Message}\n\n";
        })), "options");
    }

    [Fact]
    public void The_device_alone_does_not_overrule_an_engine_that_the_spec_names()
    {
        SpecException refused = Assert.Throws<SpecException>(() => SpecReader.Read(
            "x.yaml", SpecText.With("base: {compute: {engine: simd}}"), [], Options(null, "cuda")));

        Assert.StartsWith("DEVICE=cuda: `compute.engine: simd` cannot use `compute.device: cuda`", refused.Message);
    }

    private static ExperimentSpec Read(string more) => SpecReader.Read("x.yaml", SpecText.With(more), []);

    private static SettingOption[] Options(string? engine, string? device) =>
    [
        .. engine is null ? [] : new[] { new SettingOption("ENGINE", SettingTable.Engine, engine) },
        .. device is null ? [] : new[] { new SettingOption("DEVICE", SettingTable.Device, device) },
    ];
}
