namespace Footnote.Chat.Tests;

/// <summary>One server without a model for the tests of a class.</summary>
public sealed class ExtractiveChatFixture : IAsyncLifetime
{
    public ChatRig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rig = await ChatRig.StartAsync(withModel: false);

    public async ValueTask DisposeAsync()
    {
        if (Rig is not null)
        {
            await Rig.DisposeAsync();
        }
    }
}
