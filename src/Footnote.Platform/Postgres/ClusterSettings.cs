using System.Globalization;

namespace Footnote.Platform.Postgres;

/// <summary>The settings a private cluster runs with, as arguments of postgres.</summary>
internal static class ClusterSettings
{
    public static IEnumerable<string> Arguments(EmbeddedPostgresOptions options, string dataFolder, string socketFolder, int port)
    {
        List<string> settings =
        [
            "listen_addresses=",
            $"unix_socket_directories={socketFolder}",
            "unix_socket_permissions=0700",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            string.Create(CultureInfo.InvariantCulture, $"max_connections={options.MaxConnections}"),
            string.Create(CultureInfo.InvariantCulture, $"shared_buffers={options.SharedBuffersMegabytes}MB"),
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_wal_size=256MB",
            "timezone=UTC",
            "log_timezone=UTC",

            // What people wrote must not get into the log by way of a failing statement.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_parameter_max_length_on_error=0",
            "log_min_messages=warning",
        ];
        if (options.IsThrowAway)
        {
            settings.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        }

        return ["-D", dataFolder, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }
}
