namespace Footnote.Chat.Tests;

/// <summary>One server with a simulated model for the tests of a class; two questions of a conversation may wait.</summary>
public sealed class ModelChatFixture : IAsyncLifetime
{
    public const string Question = "How much does an international transfer cost?";

    public ChatRig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Rig = await ChatRig.StartAsync(withModel: true, settings => settings["Footnote:Chat:MaxWaitingPerConversation"] = "2");

    public async ValueTask DisposeAsync()
    {
        if (Rig is not null)
        {
            await Rig.DisposeAsync();
        }
    }
}
