using Footnote.Chat.Answering;
using Footnote.Chat.Asking;
using Footnote.Chat.Conversations;
using Footnote.Chat.Streaming;
using Footnote.Chat.Upkeep;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Footnote.Chat;

/// <summary>Questions in, cited answers out.</summary>
public static class ChatModule
{
    public static IServiceCollection AddChat(this IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddModuleOptions<ChatOptions>(configuration);
        services.AddModuleDatabase<ChatSchema>("chat", typeof(ChatModule).Assembly);
        services.AddSingleton<Telemetry>();
        services.AddSingleton<ConversationReader>();
        AddStreaming(services);
        AddAnswering(services);
        services.AddSingleton<QuestionIntake>();
        services.AddSingleton<AnswerDesk>();
        services.AddSingleton<InterruptedAnswers>();
        services.AddSingleton<UpkeepSettings>();
        services.AddSingleton<IStartupStep, ChatStartup>();
        services.AddHostedService<ChatUpkeep>();
        return services;
    }

    /// <summary>Maps every endpoint; the group asks for an authenticated caller.</summary>
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        AskQuestion.Map(routes);
        ResumeStream.Map(routes);
        ListConversations.Map(routes);
        GetConversation.Map(routes);
        RenameConversation.Map(routes);
        DeleteConversation.Map(routes);
        ListMessages.Map(routes);
    }

    private static void AddStreaming(IServiceCollection services)
    {
        services.AddSingleton<EventStore>();
        services.AddSingleton<StreamHints>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StreamHints>());
        services.AddSingleton<StreamHub>();
        services.AddSingleton<SseSender>();
        services.AddSingleton<ResumeRule>();
    }

    private static void AddAnswering(IServiceCollection services)
    {
        services.AddSingleton<ServerIdentity>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<ConversationMemory>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<Answerer>();
        services.AddSingleton<RunSettings>();
        services.AddSingleton<AnswerRun>();
        services.AddSingleton<AnswerQueue>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<AnswerQueue>());
    }
}
