using Footnote.Knowledge.Sources.Folders;
using Footnote.Knowledge.Sources.Web;

namespace Footnote.Knowledge.Sources.Git;

/// <summary>Where a repository's copy lies on this machine, and what may be reached from here.</summary>
internal sealed record GitPlace(
    string Repository, string Temporary, AllowedFolders Folders, PrivateHosts PrivateHosts, GuardedNetwork Network);
