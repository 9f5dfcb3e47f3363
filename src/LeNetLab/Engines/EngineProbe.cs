using LeNetLab.Models;
using LeNetLab.Specs;

namespace LeNetLab.Engines;

/// <summary>Finds out what an engine has, before anything is trained with it.</summary>
internal static class EngineProbe
{
    /// <summary>What an engine lacks for the parts of a network, found out on a tiny one that has them all.</summary>
    public static string? Lack(IEngine engine, ModelSpec model, OptimizerSpec optimizer)
    {
        try
        {
            engine.CreateLearner(Tiny(model), optimizer, batchSize: 1).Dispose();
            return null;
        }
        catch (Exception lack) when (lack is ArgumentException or NotSupportedException)
        {
            return lack.Message;
        }
    }

    private static Network Tiny(ModelSpec model)
    {
        Layer output = model.Output == OutputKind.Rbf
            ? new Layer.RbfOutput("output", DigitBitmaps.Codes)
            : new Layer.SoftmaxOutput("output", LeNet5.Classes);
        return Network.Create(
            new Shape(1, 4, 4),
            [
                new Layer.Convolution("C1", 3, ConnectionTable.Full(1, 1)),
                new Layer.Squashing("C1.squash", model.Activation),
                new Layer.Pooling("S2", model.Pooling),
                new Layer.Dense("F6", DigitBitmaps.Codes.Units),
                new Layer.Squashing("F6.squash", model.Activation),
                output,
            ],
            model.Loss);
    }
}
