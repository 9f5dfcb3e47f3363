using LeNetLab.Data;
using LeNetLab.Models;
using LeNetLab.Numerics;

namespace LeNetLab.Tests.Engines;

/// <summary>Networks, images and weights of random sizes, most of them no multiple of any tile.</summary>
internal static class RandomNetworks
{
    /// <summary>All that settings know; with a leak that shows.</summary>
    public static readonly Activation[] Activations =
    [
        .. Activation.All.Select(one => one is Activation.LeakyRelu leaky ? leaky with { NegativeSlope = 0.1 } : one),
    ];

    public static readonly Loss[] Losses = [.. Loss.All];

    /// <summary>One or two convolutions with pooling, none to two dense layers, an output and its loss.</summary>
    public static Network Network(SeedStream random)
    {
        Activation activation = Pick(random, Activations);
        var layers = new List<Layer>();
        var shape = new Shape(1, 2 * (5 + random.NextInt32(4)), 2 * (5 + random.NextInt32(5)));
        Shape input = shape;
        int convolutions = 1 + random.NextInt32(2);
        for (int i = 0; i < convolutions; i++)
        {
            int maps = 1 + random.NextInt32(11);
            int kernel = (2 * random.NextInt32(2)) + 3 - (shape.Rows % 2);
            if (kernel > shape.Rows || kernel > shape.Columns)
                break;
            layers.Add(new Layer.Convolution($"C{i}", kernel, Table(random, shape.Maps, maps)));
            if (random.NextInt32(5) > 0)
                layers.Add(new Layer.Squashing($"C{i}.squash", activation));
            shape = new Shape(maps, shape.Rows - kernel + 1, shape.Columns - kernel + 1);
            if (shape.Rows % 2 == 0 && shape.Columns % 2 == 0)
            {
                layers.Add(new Layer.Pooling($"S{i}", Pick(random, Enum.GetValues<PoolingKind>())));
                layers.Add(new Layer.Squashing($"S{i}.squash", activation));
                shape = new Shape(maps, shape.Rows / 2, shape.Columns / 2);
            }
        }

        for (int i = random.NextInt32(3); i > 0; i--)
        {
            layers.Add(new Layer.Dense($"F{i}", 1 + random.NextInt32(40)));
            layers.Add(new Layer.Squashing($"F{i}.squash", activation));
        }

        int classes = 2 + random.NextInt32(9);
        if (random.NextInt32(2) == 0)
        {
            layers.Add(new Layer.SoftmaxOutput("output", classes));
            Loss loss = Pick<Loss>(random, [new Loss.CrossEntropy(), new Loss.Map(0.5)]);
            return LeNetLab.Models.Network.Create(input, layers, loss);
        }

        // Distances grow with the number of units: of so many that single precision still has the digits compared.
        layers.Add(new Layer.Dense("F", 8 + random.NextInt32(12)));
        layers.Add(new Layer.Squashing("F.squash", activation));
        layers.Add(new Layer.RbfOutput("output", Codes(random, classes, ((Layer.Dense)layers[^2]).Units)));
        return LeNetLab.Models.Network.Create(input, layers, Pick(random, Losses));
    }

    /// <summary>
    /// Most have convolutions; every eighth is of dense layers on 28×28 pixels, as logistic regression is.
    /// </summary>
    public static Network Network(int number, SeedStream random) =>
        number % 8 == 7 ? Perceptron(random, number % 3) : Network(random);

    /// <summary>Some dense layers on 28×28 pixels, and a softmax.</summary>
    public static Network Perceptron(SeedStream random, int hidden)
    {
        var layers = new List<Layer>();
        for (int i = 0; i < hidden; i++)
        {
            layers.Add(new Layer.Dense($"F{i + 1}", 1 + random.NextInt32(40)));
            layers.Add(new Layer.Squashing($"F{i + 1}.squash", Pick(random, Activations)));
        }

        layers.Add(new Layer.SoftmaxOutput("output", 10));
        return LeNetLab.Models.Network.Create(LeNetLab.Models.Perceptron.Input, layers);
    }

    /// <summary>Codes of random bits, all different.</summary>
    public static CodeTable Codes(SeedStream random, int classes, int units)
    {
        var codes = new Dictionary<string, bool[]>();
        while (codes.Count < classes)
        {
            bool[] code = [.. Enumerable.Range(0, units).Select(_ => random.NextInt32(2) == 0)];
            codes[string.Join(' ', code)] = code;
        }

        return CodeTable.FromBits(codes.Values);
    }

    /// <summary>Noise with a border of 0 or 1 pixel, and labels that the network can give.</summary>
    public static ImageSet Images(SeedStream random, Network network, int count)
    {
        int border = random.NextInt32(2);
        int rows = network.Input.Rows - (2 * border), columns = network.Input.Columns - (2 * border);
        byte[] pixels = [.. Enumerable.Range(0, count * rows * columns).Select(_ => (byte)random.NextInt32(256))];
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt32(network.Classes))];
        return new ImageSet(pixels, labels, rows, columns);
    }

    /// <summary>Every parameter random, biases and coefficients too; structural zeros 0.</summary>
    public static float[] Parameters(SeedStream random, Network network)
    {
        var values = new float[network.VectorLength];
        foreach (ParameterBlock block in network.Blocks)
        {
            double scale = Math.Sqrt(3 / block.FanIn);
            for (int i = 0; i < block.Length; i++)
                values[block.Offset + i] = (float)random.NextDouble(-scale, scale);
        }

        foreach (Stage stage in network.Stages)
        {
            if (stage.Layer is Layer.Convolution layer)
                Mask(values.AsSpan(stage.Weights!.Offset, stage.Weights.Length), layer);
        }

        return values;
    }

    /// <summary>Sets weights of maps that are not connected to 0.</summary>
    private static void Mask(Span<float> weights, Layer.Convolution layer)
    {
        int kernel = layer.KernelSize * layer.KernelSize, inputs = layer.Connections.InputMaps;
        for (int pair = 0; pair < layer.Connections.OutputMaps * inputs; pair++)
        {
            if (!layer.Connections.Connects(pair % inputs, pair / inputs))
                weights.Slice(pair * kernel, kernel).Clear();
        }
    }

    private static ConnectionTable Table(SeedStream random, int inputs, int outputs)
    {
        if (random.NextInt32(2) == 0)
            return ConnectionTable.Full(inputs, outputs);
        return ConnectionTable.FromSources(inputs, Enumerable.Range(0, outputs).Select(_ =>
        {
            int[] all = [.. Enumerable.Range(0, inputs)];
            random.Shuffle<int>(all);
            return all[..(1 + random.NextInt32(inputs))];
        }));
    }

    private static T Pick<T>(SeedStream random, T[] choices) => choices[random.NextInt32(choices.Length)];
}
