using System.Globalization;
using System.Net;
using Footnote.Platform.Hosting;
using Footnote.Server.Configuration;

namespace Footnote.Server.Starting;

/// <summary>The host under the server: configuration sources, Kestrel, logging, the data folder.</summary>
internal static class ServerHost
{
    private const int MaxHeaderBytes = 32 * 1024;

    public static WebApplicationBuilder CreateBuilder(ServerOptions options, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(ServerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Add(new SecretFilesSource());
        builder.Configuration.AddInMemoryCollection(Overrides(options));
        AddLogging(builder);
        var network = Read(builder.Configuration);
        builder.Services.AddSingleton(network);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            Listen(kestrel, network);
        });
        return builder;
    }

    /// <summary>Creates the folder and locks it; the container releases the lock last of all.</summary>
    public static DataFolderLock TakeDataFolder(WebApplicationBuilder builder, ServerOptions options)
    {
        var section = builder.Configuration.GetSection(NetworkOptions.Section);
        var path = section[nameof(NetworkOptions.DataFolder)] is { Length: > 0 } configured ? configured : DataFolder.DefaultPath;
        var folder = new DataFolder(path);
        try
        {
            folder.Create();
            var hold = DataFolderLock.Acquire(folder);
            ClearTemporary(folder);
            builder.Services.AddSingleton(folder);
            builder.Services.AddSingleton(_ => hold);
            return hold;
        }
        catch (Exception fault) when (DiskFaults.ToStartupException(fault, folder.Root) is not null)
        {
            throw DiskFaults.ToStartupException(fault, folder.Root)!;
        }
    }

    private static void ClearTemporary(DataFolder folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder.Temporary))
        {
            File.Delete(file);
        }
    }

    private static Dictionary<string, string?> Overrides(ServerOptions options)
    {
        var settings = new Dictionary<string, string?>(options.Settings, StringComparer.OrdinalIgnoreCase);
        Set($"{NetworkOptions.Section}:{nameof(NetworkOptions.DataFolder)}", options.DataFolder);
        Set($"{NetworkOptions.Section}:{nameof(NetworkOptions.Bind)}", options.Bind);
        Set($"{NetworkOptions.Section}:{nameof(NetworkOptions.Port)}", options.Port?.ToString(CultureInfo.InvariantCulture));
        Set($"{NetworkOptions.Section}:{nameof(NetworkOptions.ModelsFolder)}", options.ModelsFolder);
        Set($"{DatabaseOptions.Section}:{nameof(DatabaseOptions.ConnectionString)}", options.ConnectionString);
        return settings;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                settings[key] = value;
            }
        }
    }

    /// <summary>
    /// Bind and port are needed before options exist; wrong values fall back here and are reported by the validation of the options.
    /// </summary>
    private static ServerAddress Read(ConfigurationManager configuration)
    {
        var section = configuration.GetSection(NetworkOptions.Section);
        var defaults = new NetworkOptions();
        var bind = section[nameof(NetworkOptions.Bind)] ?? defaults.Bind;
        var isKnown = bind is "localhost" or "*" || IPAddress.TryParse(bind, out _);
        var isPort = int.TryParse(
            section[nameof(NetworkOptions.Port)], CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 65535;
        var port = isPort ? value : defaults.Port;
        return new ServerAddress(isKnown ? bind : defaults.Bind, port);
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, ServerAddress address)
    {
        switch (address.Bind)
        {
            case "localhost" when address.Port != 0:
                kestrel.ListenLocalhost(address.Port);
                break;
            case "localhost":
                kestrel.Listen(IPAddress.Loopback, 0);
                break;
            case "*":
                kestrel.ListenAnyIP(address.Port);
                break;
            default:
                kestrel.Listen(IPAddress.Parse(address.Bind), address.Port);
                break;
        }
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        // the keys are protected by the mode of their folder, as its documentation says
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter((category, level) => level >= LogLevel.Warning
            || (level >= LogLevel.Information && category?.StartsWith("Footnote.", StringComparison.Ordinal) is true
                && builder.Configuration.GetValue("Footnote:Server:Verbose", false)));
    }
}
