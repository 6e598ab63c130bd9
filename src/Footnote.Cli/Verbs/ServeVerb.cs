using System.CommandLine;
using Footnote.Server;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote serve</c>: runs the server in the foreground until it is told to stop.</summary>
internal static class ServeVerb
{
    public const string Name = "serve";

    public static Command Create()
    {
        var data = Shared.Data();
        var bind = new Option<string?>("--bind")
        {
            Description = "Address to listen on: localhost (default), an IP address, or * for all.",
            HelpName = "ADDRESS",
        };
        var port = new Option<int?>("--port") { Description = "Port, 0 takes any free one (default 8000).", HelpName = "N" };
        var database = new Option<string?>("--database")
        {
            Description = "Connection string of a PostgreSQL to use in place of the private one.",
            HelpName = "TEXT",
        };
        var models = new Option<string?>("--models")
        {
            Description = "Folder of the encoder models (default: the shipped and the added ones).",
            HelpName = "DIR",
        };
        var command = new Command(Name, "Run the server; its whole state is in the data folder.") { data, bind, port, database, models };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions
            {
                DataFolder = parsed.GetValue(data) ?? Environment.GetEnvironmentVariable("FOOTNOTE_DATA"),
                Bind = parsed.GetValue(bind),
                Port = parsed.GetValue(port),
                ConnectionString = parsed.GetValue(database),
                ModelsFolder = parsed.GetValue(models),
            };
            return (int)await FootnoteServer.RunAsync(options, [], Console.Error, cancellationToken);
        });
        return command;
    }
}
