using System.Security.Cryptography;
using System.Text;
using Footnote.Platform.Hosting;

namespace Footnote.Chat.Answering;

/// <summary>
/// Who this server is across restarts. One server runs per data folder, so answers in this name that a starting server finds open were
/// left by a run that died.
/// </summary>
internal sealed class ServerIdentity(DataFolder folder)
{
    public Guid Id { get; } = new(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName + "\0" + folder.Root)).AsSpan(0, 16));
}
