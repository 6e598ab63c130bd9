using Microsoft.Extensions.Logging;

namespace Footnote.Identity;

/// <summary>Events 2000-2099. Never an address, a password or a token.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "User {UserId} registered")]
    public static partial void Registered(ILogger logger, Guid userId);

    [LoggerMessage(2001, LogLevel.Information, "Session {SessionId} of user {UserId} began")]
    public static partial void SessionBegan(ILogger logger, Guid sessionId, Guid userId);

    [LoggerMessage(2002, LogLevel.Warning, "A used refresh token came back; session {SessionId} was ended")]
    public static partial void RefreshTokenReused(ILogger logger, Guid sessionId);

    [LoggerMessage(2003, LogLevel.Warning, "The limit {Limit} refused an attempt")]
    public static partial void AttemptRefused(ILogger logger, string limit);

    [LoggerMessage(2004, LogLevel.Information, "Roles of user {UserId} were changed")]
    public static partial void RolesChanged(ILogger logger, Guid userId);

    [LoggerMessage(2005, LogLevel.Information, "Password of user {UserId} was reset")]
    public static partial void PasswordReset(ILogger logger, Guid userId);

    [LoggerMessage(2007, LogLevel.Warning, "Old sessions could not be deleted; the next attempt is in an hour")]
    public static partial void CleaningFailed(ILogger logger, Exception exception);

    [LoggerMessage(2006, LogLevel.Information, "Session {SessionId} ended")]
    public static partial void SessionEnded(ILogger logger, Guid sessionId);
}
