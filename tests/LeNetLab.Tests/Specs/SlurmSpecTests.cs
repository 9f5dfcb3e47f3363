using LeNetLab.Specs;

namespace LeNetLab.Tests.Specs;

public sealed class SlurmSpecTests
{
    private const string Section = """
        slurm:
          partition: main,long
          time: 1-12:30
          gpus: a100:1
          cpus: 4
          memory: 2G
          runs_per_task: 8
          array_size: 500
          throttle: 20
          setup: [module load dotnet, export X=1]
          extra: [--account=me, "--gres=disk:1 --nice"]

        """;

    [Fact]
    public void A_spec_can_say_everything_that_Slurm_is_asked_for()
    {
        SlurmSpec slurm = Read(Section).Slurm;

        Assert.Equal(("main,long", "1-12:30", "a100:1", "2G"), (slurm.Partition, slurm.Time, slurm.Gpus, slurm.Memory));
        Assert.Equal((4, 8, 500, 20), (slurm.Cpus, slurm.RunsPerTask, slurm.ArraySize, slurm.Throttle));
        Assert.Equal(["module load dotnet", "export X=1"], slurm.Setup!);
        Assert.Equal(["--account=me", "--gres=disk:1 --nice"], slurm.Extra!);
    }

    [Fact]
    public void A_profile_has_the_same_section_and_nothing_else()
    {
        Assert.Equal(SlurmProfile.Read("p.yaml", Section) with { Setup = null, Extra = null },
            Read(Section).Slurm with { Setup = null, Extra = null });
        Assert.Contains("unknown key `name`",
            Assert.Throws<SpecException>(() => SlurmProfile.Read("p.yaml", "name: x\n" + Section)).Message,
            StringComparison.Ordinal);
        Assert.Contains("the key `slurm` is missing",
            Assert.Throws<SpecException>(() => SlurmProfile.Read("p.yaml", "{}\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stronger_wins_key_by_key()
    {
        SlurmSpec spec = SlurmProfile.Read("p.yaml", "slurm: {partition: slow, time: 60, extra: [--nice]}\n");
        SlurmSpec profile = SlurmProfile.Read("p.yaml", "slurm: {partition: fast, cpus: 2}\n");
        SlurmSpec given = SlurmProfile.Read(["time=5", "extra=--account=me"]);

        SlurmSpec slurm = given.Over(profile.Over(spec));

        Assert.Equal(("fast", "5", 2), (slurm.Partition, slurm.Time, slurm.Cpus));
        Assert.Equal(["--account=me"], slurm.Extra!);
    }

    [Fact]
    public void It_is_no_part_of_a_runs_identity() =>
        Assert.Equal(Read("").Runs.Single().Settings, Read(Section).Runs.Single().Settings);

    [Fact]
    public void Every_mistake_is_reported_with_its_place()
    {
        SpecException refused = Assert.Throws<SpecException>(() => SlurmProfile.Read("p.yaml", """
            slurm:
              partiton: main
              partition: a b
              time: soon
              gpus: 0
              cpus: 2.5
              memory: 2 GB
              runs_per_task:
              array_size: [1]
              throttle: 0
              setup: {}
              extra: [account=me, --array=0-3, -o/tmp/log]

            """));

        Golden.Matches(refused.Message + "\n", "slurm");
    }

    [Fact]
    public void The_command_line_is_read_as_strictly()
    {
        SpecException refused = Assert.Throws<SpecException>(
            () => SlurmProfile.Read(["time", "tme=3", "cpus=0", "time=1", "time=2"]));

        Golden.Matches(refused.Message + "\n", "slurm-command-line");
    }

    [Fact]
    public void A_section_that_is_none_is_refused() =>
        Assert.Contains("SLURM:1:1: `slurm` needs keys", Assert.Throws<SpecException>(
            () => SlurmProfile.Read("SLURM", "slurm: main\n")).Message.Replace("1:8", "1:1"), StringComparison.Ordinal);

    private static ExperimentSpec Read(string more) => SpecReader.Read("test.yaml", SpecText.With(more), []);
}
