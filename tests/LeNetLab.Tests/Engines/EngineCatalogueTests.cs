using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

public sealed class EngineCatalogueTests
{
    [Fact]
    public void The_usual_engine_is_always_there()
    {
        IEngine engine = EngineCatalogue.Open(EngineSpec.Usual);

        Assert.IsType<SimdEngine>(engine);
        Assert.Equal((EngineSpec.Simd, EngineSpec.Cpu), (engine.Identity.Name, engine.Identity.Device));
    }

    [Theory]
    [InlineData("simd", "cuda")]
    [InlineData("reference", "cpu")]
    public void What_no_spec_can_name_is_a_mistake(string name, string device) =>
        Assert.Throws<ArgumentException>(() => EngineCatalogue.Open(new EngineSpec(name, device)));

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void A_build_without_the_torch_engine_says_how_to_get_one(string device)
    {
        RequireBuildWithoutTorch();
        var spec = new EngineSpec(EngineSpec.Torch, device);

        var refusal = Assert.Throws<EngineUnavailableException>(() => EngineCatalogue.Open(spec));

        Assert.Equal(spec, refusal.LeftOut);
        Assert.Equal(
            $"The torch engine is not part of this build: dotnet build -p:Torch={device} builds it in.",
            refusal.Message);
    }

    /// <summary>Skips a test about what this build lacks where it lacks nothing.</summary>
    internal static void RequireBuildWithoutTorch()
    {
        bool isThere = true;
        try
        {
            (EngineCatalogue.Open(new EngineSpec(EngineSpec.Torch, EngineSpec.Cpu)) as IDisposable)?.Dispose();
        }
        catch (EngineUnavailableException missing)
        {
            isThere = missing.LeftOut is null;
        }

        Assert.SkipWhen(isThere, "This build has the torch engine.");
    }
}
