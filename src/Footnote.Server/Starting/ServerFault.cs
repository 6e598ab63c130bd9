using System.Net.Sockets;
using Footnote.Platform.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Starting;

/// <summary>Recognises the exceptions that a person who runs the server can act on; null means a bug.</summary>
internal static class ServerFault
{
    public static StartupException? From(Exception fault) => fault switch
    {
        StartupException known => known,
        OptionsValidationException invalid => Invalid(invalid.Failures),
        AggregateException all when all.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            Invalid(all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)),
        IOException { InnerException: AddressInUseException } => new StartupException(
            ExitCode.PortInUse,
            $"The port is in use: {fault.Message} Choose another with --port, or stop the program that holds it.",
            fault),
        IOException => DiskFaults.ToStartupException(fault, "The data folder"),
        SocketException socket => new StartupException(
            socket.SocketErrorCode == SocketError.AddressAlreadyInUse ? ExitCode.PortInUse : ExitCode.InvalidConfiguration,
            $"The server cannot listen there: {socket.Message}. Check --bind and --port.",
            fault),
        _ => null,
    };

    private static StartupException Invalid(IEnumerable<string> faults) => new(
        ExitCode.InvalidConfiguration,
        "The configuration is not valid:"
        + string.Concat(faults.Distinct(StringComparer.Ordinal).Select(line => $"{Environment.NewLine}  - {line}")));
}
