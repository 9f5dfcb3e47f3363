using LeNetLab.Naming;
using LeNetLab.Specs;

namespace LeNetLab.Tests.Naming;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("checkpoint", "CHECKPOINT_EVERY")]
    [InlineData("LAUNCH", "launcher")]
    public void A_part_of_a_name_is_found_whatever_its_case(string part, string name) =>
        Assert.Equal(name, NearestName.Find(part, [name]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("tanh", "", 4)]
    [InlineData("tahn", "tanh", 1)]
    [InlineData("learnig_rate", "learning_rate", 1)]
    [InlineData("initialization", "initialisation", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_slips_of_the_finger(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    [Theory]
    [InlineData("ReLU", "relu")]
    [InlineData("leaky-relu", "leaky_relu")]
    [InlineData("scaled", "scaled_tanh")]
    [InlineData("swish", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found_if_one_is_near(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Find(written, ["sigmoid", "tanh", "scaled_tanh", "relu", "leaky_relu"]));

    [Fact]
    public void Every_setting_is_found_after_one_slip()
    {
        string[] keys = [.. SettingTable.All.Select(setting => setting.Key)];
        foreach (string key in keys.Where(key => key.Length > 2))
            Assert.Equal(key, NearestName.Find(key.Remove(1, 1), keys));
    }
}
