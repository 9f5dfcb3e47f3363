namespace LeNetLab.Tests.Statistics;

/// <summary>
/// Random words that R draws too: <c>x &lt;- 1; word &lt;- function() { x &lt;&lt;- (16807 * x) %% 2147483647; 2 * x }</c>.
/// </summary>
internal sealed class ParkMiller
{
    private long state = 1;

    public uint Next()
    {
        state = 16807 * state % int.MaxValue;
        return (uint)(2 * state);
    }
}
