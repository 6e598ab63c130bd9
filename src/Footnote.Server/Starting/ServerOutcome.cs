using Footnote.Platform.Hosting;

namespace Footnote.Server.Starting;

/// <summary>How the run of a server ended: set by whatever stopped it first.</summary>
internal sealed class ServerOutcome
{
    private StartupException? _fault;

    public StartupException? Fault => _fault;

    public void Fail(StartupException fault) => Interlocked.CompareExchange(ref _fault, fault, null);
}
