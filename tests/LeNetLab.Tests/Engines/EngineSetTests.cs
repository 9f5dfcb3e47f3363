using LeNetLab.Engines;
using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Engines;

public sealed class EngineSetTests
{
    private static readonly EngineSpec Cpu = new("torch", "cpu"), Cuda = new("torch", "cuda");
    private readonly List<NamedEngine> opened = [];

    [Fact]
    public void Each_engine_is_opened_once_and_found_by_spec_and_by_identity()
    {
        using EngineSet set = EngineSet.Open([Cpu, EngineSpec.Usual, Cpu, EngineSpec.Usual], Open);

        Assert.Equal([Cpu, EngineSpec.Usual], opened.Select(engine => engine.Spec));
        Assert.Equal(opened.Select(engine => engine.Identity), set.Identities);
        Assert.Equal(opened[1].Identity, set.Identity(EngineSpec.Usual));
        Assert.Same(opened[0], set.Engine(opened[0].Identity));
        Assert.Same(opened[1], set.Engine(opened[1].Identity));
    }

    [Fact]
    public void What_was_not_asked_for_is_not_found()
    {
        using EngineSet set = EngineSet.Open([Cpu], Open);

        Assert.Throws<KeyNotFoundException>(() => set.Identity(Cuda));
        Assert.Throws<KeyNotFoundException>(() => set.Engine(new EngineIdentity("torch", 1, "cuda", 0)));
    }

    [Fact]
    public void All_of_them_are_closed_in_the_end()
    {
        EngineSet.Open([Cpu, Cuda], Open).Dispose();

        Assert.Equal([true, true], opened.Select(engine => engine.IsClosed));
    }

    [Fact]
    public void Where_one_cannot_be_had_those_opened_before_it_are_closed()
    {
        var refusal = Assert.Throws<EngineUnavailableException>(() => EngineSet.Open(
            [Cpu, Cuda],
            spec => spec == Cuda ? throw new EngineUnavailableException("There is no card.") : Open(spec)));

        Assert.Equal("There is no card.", refusal.Message);
        Assert.True(Assert.Single(opened).IsClosed);
    }

    private NamedEngine Open(EngineSpec spec)
    {
        opened.Add(new NamedEngine(spec));
        return opened[^1];
    }

    private sealed class NamedEngine(EngineSpec spec) : IEngine, IDisposable
    {
        public EngineSpec Spec => spec;

        public bool IsClosed { get; private set; }

        public EngineIdentity Identity { get; } = new(spec.Name, 1, spec.Device, 0);

        public double SliceMultiplyAdds => 1;

        public ILearner CreateLearner(Network network, OptimizerSpec optimizer, int batchSize) =>
            throw new NotSupportedException();

        public void Dispose() => IsClosed = true;
    }
}
