using Footnote.Identity.Access;
using Footnote.Identity.Authentication;
using Footnote.Identity.Operators;
using Footnote.Identity.Sessions;
using Footnote.Identity.Tokens;
using Footnote.Identity.Users;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Footnote.Identity;

/// <summary>Accounts, sessions and who acts in a request.</summary>
public static class IdentityModule
{
    /// <summary>The authorization policy of endpoints for administrators.</summary>
    public const string AdministratorPolicy = "administrator";

    /// <summary>The authorization policy of endpoints for whoever holds the operator's token of the data folder.</summary>
    public const string OperatorPolicy = "operator";

    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddModuleOptions<IdentityOptions>(section);
        services.AddModuleDatabase<IdentitySchema>("identity", typeof(IdentityModule).Assembly);
        services.AddIdentityCore<User>(options =>
        {
            // PasswordRules and EmailAddress decide, with messages per field.
            options.User.AllowedUserNameCharacters = string.Empty;
            options.Password.RequiredLength = 1;
            options.Password.RequiredUniqueChars = 0;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<UserStore>();
        services.AddSingleton<ILookupNormalizer, EmailNormalizer>();
        services.AddSingleton<HashingGate>();
        services.AddSingleton<PasswordRules>();
        services.AddScoped<AccountDirectory>();
        services.AddScoped(provider => new OperatorAccounts(
            provider.GetRequiredService<AccountDirectory>(),
            provider.GetRequiredService<SessionStore>(),
            provider.GetRequiredService<ILogger<OperatorAccounts>>()));
        services.AddSingleton(provider => new TenantMembers(provider.GetRequiredService<ModuleDatabase<IdentitySchema>>()));
        services.AddSingleton<IdentityKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionResolver>();
        services.AddSingleton<OperatorIdentity>();
        services.AddSingleton<AttemptLimiter>();
        services.AddSingleton<RegistrationPolicy>();
        services.AddSingleton<SessionJanitor>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionJanitor>());
        services.AddSingleton<IStartupStep, IdentityStartup>();
        services.AddAuthentication(SessionAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(
                SessionAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder()
            .AddPolicy(AdministratorPolicy, policy => policy.RequireRole(Principal.AdministratorRole))
            .AddPolicy(OperatorPolicy, policy => policy.RequireRole(Principal.OperatorRole));
        return services;
    }

    /// <summary>Authenticates, refuses what other websites send, authorises. Goes after routing.</summary>
    public static IApplicationBuilder UseIdentity(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<CrossSiteMiddleware>().UseAuthorization();

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        Register.Map(routes);
        Login.Map(routes);
        Refresh.Map(routes);
        Logout.Map(routes);
        Me.Map(routes);
        AccessStatus.Map(routes);
        SetRegistration.Map(routes);
        CreateAccount.Map(routes);
        ResetPassword.Map(routes);
        MakeAdministrator.Map(routes);
    }
}
