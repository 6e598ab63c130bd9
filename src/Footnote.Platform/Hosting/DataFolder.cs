namespace Footnote.Platform.Hosting;

/// <summary>The folder that holds a server's whole state. Everything in it is readable by its owner only.</summary>
public sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names the folder; nothing is created before <see cref="Create"/>.</summary>
    public DataFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.GetFullPath(path);
    }

    public string Root { get; }

    /// <summary>The private database cluster.</summary>
    public string Database => Path.Combine(Root, "db");

    /// <summary>Originals of uploaded documents.</summary>
    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Generated secrets.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Snapshots of the search indexes; safe to delete while the server is stopped.</summary>
    public string Indexes => Path.Combine(Root, "indexes");

    /// <summary>Unfinished uploads; emptied at each start.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    public string OperatorToken => Path.Combine(Root, "operator.token");

    public string LockFile => Path.Combine(Root, "server.lock");

    /// <summary>Process id of the server that holds the folder.</summary>
    public string ProcessFile => Path.Combine(Root, "server.pid");

    /// <summary>Address and process of the running server, written when it listens.</summary>
    public string ServerInfo => Path.Combine(Root, "server.json");

    /// <summary>$XDG_DATA_HOME/footnote, else ~/.local/share/footnote.</summary>
    public static string DefaultPath =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "footnote");

    public void Create()
    {
        foreach (var folder in new[] { Root, Objects, Keys, Indexes, Temporary })
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        File.SetUnixFileMode(Root, OwnerOnly);
    }
}
