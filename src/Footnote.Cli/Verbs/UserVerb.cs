using System.CommandLine;
using System.Security.Cryptography;
using Footnote.Client.Accounts;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote user create|reset-password|make-admin</c>: accounts without mail, by whoever owns the data folder.</summary>
internal static class UserVerb
{
    private const int GeneratedLength = 20;

    /// <summary>Letters and digits that are not mistaken for each other.</summary>
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static Command Create() =>
        new("user", "Make accounts, reset passwords, appoint administrators.") { CreateUser(), ResetPassword(), MakeAdmin() };

    private static Command CreateUser()
    {
        var email = Email();
        var admin = new Option<bool>("--admin") { Description = "The account administers the server." };
        var stdin = PasswordFromInput();
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("create", "Create an account; works while registration is closed.") { email, admin, stdin, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = ReadPassword(parsed.GetValue(stdin));
            await using var session = await OperatorSession.OpenAsync(Shared.DataFolderOf(parsed.GetValue(data)), cancellationToken);
            var request = new CreateAccountRequest(parsed.GetRequiredValue(email), password.Value, parsed.GetValue(admin));
            return Print(await session.Client.Operator.CreateAsync(request, cancellationToken), "created", password, parsed.GetValue(json));
        });
        return command;
    }

    private static Command ResetPassword()
    {
        var email = Email();
        var stdin = PasswordFromInput();
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("reset-password", "Set a new password; every session of the account ends.") { email, stdin, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var password = ReadPassword(parsed.GetValue(stdin));
            await using var session = await OperatorSession.OpenAsync(Shared.DataFolderOf(parsed.GetValue(data)), cancellationToken);
            var account = await session.Client.Operator.ResetPasswordAsync(
                new CredentialsRequest(parsed.GetRequiredValue(email), password.Value), cancellationToken);
            return Print(account, "has a new password", password, parsed.GetValue(json));
        });
        return command;
    }

    private static Command MakeAdmin()
    {
        var email = Email();
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("make-admin", "Make an account an administrator.") { email, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = await OperatorSession.OpenAsync(Shared.DataFolderOf(parsed.GetValue(data)), cancellationToken);
            var account = await session.Client.Operator.MakeAdministratorAsync(parsed.GetRequiredValue(email), cancellationToken);
            return Print(account, "administers the server", (string.Empty, false), parsed.GetValue(json));
        });
        return command;
    }

    private static Argument<string> Email() => new("email") { Description = "The account's e-mail address." };

    private static Option<bool> PasswordFromInput() =>
        new("--password-stdin") { Description = "Read the password from standard input; otherwise one is generated and printed." };

    private static (string Value, bool IsGenerated) ReadPassword(bool fromInput) => fromInput
        ? (Console.In.ReadLine() ?? throw new UsageException("--password-stdin: standard input is empty."), false)
        : (RandomNumberGenerator.GetString(Alphabet, GeneratedLength), true);

    private static int Print(OperatorAccount account, string what, (string Value, bool IsGenerated) password, bool json)
    {
        if (json)
        {
            Shared.WriteJson(new { account.Id, account.Email, account.Roles, password = password.IsGenerated ? password.Value : null });
        }
        else
        {
            Console.WriteLine($"{account.Email} {what}.{(password.IsGenerated ? $" Password: {password.Value}" : "")}");
        }

        return ExitCode.Success;
    }
}
