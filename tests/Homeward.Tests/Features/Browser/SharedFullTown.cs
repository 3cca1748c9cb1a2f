using Homeward.Tests.Support;
using Xunit;

namespace Homeward.Tests.Features.Browser;

/// <summary>A full town for tests that go over everything in it, one after the other: building it costs seconds.</summary>
public sealed class SharedFullTown : IAsyncLifetime
{
    public Town Town { get; } = new();

    public FullTown Full { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Town.InitializeAsync();
        Full = await FullTown.BuildAsync(Town);
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    /// <summary>Those that share it.</summary>
    [CollectionDefinition]
    public sealed class Collection : ICollectionFixture<SharedFullTown>;
}
