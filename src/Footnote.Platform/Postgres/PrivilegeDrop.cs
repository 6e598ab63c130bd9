namespace Footnote.Platform.Postgres;

/// <summary>How the database programs are started: they refuse to run as root.</summary>
internal enum PrivilegeDrop
{
    /// <summary>This process is not root.</summary>
    None = 0,

    /// <summary>A user namespace in which root is an ordinary user; files keep their owner.</summary>
    UserNamespace = 1,

    /// <summary>The system's postgres user; it has to own the files.</summary>
    PostgresUser = 2,
}
