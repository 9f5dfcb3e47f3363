using LeNetLab.Methods;

namespace LeNetLab.Tests.Methods;

/// <summary>Workforces for tests that are about something else.</summary>
internal static class Hands
{
    public static Workforce One => Of(1);

    public static Workforce Of(int threads) => new(() => threads, TimeProvider.System, CancellationToken.None);
}
