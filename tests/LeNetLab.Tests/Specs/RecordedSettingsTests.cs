using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class RecordedSettingsTests
{
    [Theory]
    [MemberData(nameof(ShippedExperimentsTests.Names), MemberType = typeof(ShippedExperimentsTests))]
    public void A_run_is_whole_in_what_is_recorded_of_it(string name)
    {
        string path = Path.Combine(ShippedExperimentsTests.Folder(), name + ".yaml");
        foreach (RunSpec run in SpecReader.Read(path, SpecFile.ReadText(path), []).Runs)
        {
            RunSpec again = RecordedSettings.ToRun(run.Variant, run.Seed, run.Engine, run.Settings);

            Assert.Equal(run.Settings, again.Settings);
            Assert.Equal(run with { Settings = again.Settings }, again);
        }
    }

    [Theory]
    [InlineData("training.epochs", "2", "training.epochs", "02")]
    [InlineData("training.epochs", "2", "training.epochs", "0")]
    [InlineData("training.epochs", "2", "training.epoch", "2")]
    [InlineData("training.momentum", "0.9", "training.beta1", "0.9")]
    public void What_no_run_could_have_is_refused(string path, string value, string insteadPath, string insteadValue)
    {
        RunSpec run = SpecReader.Read("test.yaml", SpecText.With("base: {training: {epochs: 2}}\n"), []).Runs.Single();
        Assert.Contains(new Setting(path, value), run.Settings);
        Setting[] altered =
            [.. run.Settings.Select(own => own.Path == path ? new Setting(insteadPath, insteadValue) : own)];

        Assert.Throws<FormatException>(() => RecordedSettings.ToRun("base", 1, run.Engine, altered));
        Assert.Throws<FormatException>(() => RecordedSettings.ToRun("base", 1, run.Engine, [.. run.Settings.Skip(1)]));
    }
}
