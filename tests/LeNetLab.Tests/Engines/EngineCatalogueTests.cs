using LeNetLab.Engines;
using LeNetLab.Engines.Simd;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

public sealed class EngineCatalogueTests
{
    private readonly EngineCatalogue catalogue = new(openTorch: null);

    [Fact]
    public void The_usual_engine_is_always_there()
    {
        IEngine engine = catalogue.Open(EngineSpec.Usual);

        Assert.IsType<SimdEngine>(engine);
        Assert.Equal((EngineSpec.Simd, EngineSpec.Cpu), (engine.Identity.Name, engine.Identity.Device));
    }

    [Theory]
    [InlineData("simd", "cuda")]
    [InlineData("reference", "cpu")]
    public void What_no_spec_can_name_is_a_mistake(string name, string device) =>
        Assert.Throws<ArgumentException>(() => catalogue.Open(new EngineSpec(name, device)));

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void A_program_without_the_torch_engine_says_so(string device)
    {
        var spec = new EngineSpec(EngineSpec.Torch, device);

        var refusal = Assert.Throws<EngineUnavailableException>(() => catalogue.Open(spec));

        Assert.Equal(spec, refusal.LeftOut);
    }

    [Fact]
    public void A_program_with_the_torch_engine_opens_it_on_the_device_that_is_named()
    {
        IEngine torch = new SimdEngine();
        string? device = null;
        var both = new EngineCatalogue(named =>
        {
            device = named;
            return torch;
        });

        Assert.Same(torch, both.Open(new EngineSpec(EngineSpec.Torch, EngineSpec.Cuda)));
        Assert.Equal(EngineSpec.Cuda, device);
        Assert.NotSame(torch, both.Open(EngineSpec.Usual));
    }
}
