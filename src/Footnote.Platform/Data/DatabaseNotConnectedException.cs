namespace Footnote.Platform.Data;

/// <summary>The database was used before the server's start had connected it.</summary>
public sealed class DatabaseNotConnectedException : Exception
{
    public DatabaseNotConnectedException()
        : base("The database is not connected yet.")
    {
    }

    public DatabaseNotConnectedException(string message)
        : base(message)
    {
    }

    public DatabaseNotConnectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
