using Npgsql;

namespace Footnote.Knowledge.Vectors.Pgvector;

/// <summary>Reads the failures of the database: what is worth another attempt, and what the operator is told.</summary>
internal static class PgvectorFaults
{
    private const string MissingExtensionFile = "58P01";
    private const string MissingSchema = "3F000";

    public static VectorIndexException Translate(NpgsqlException exception) => exception is PostgresException fault
        ? Translate(fault)
        : new VectorIndexException(VectorIndexFault.Unavailable, "The database of the vectors does not answer.", exception);

    private static VectorIndexException Translate(PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.FeatureNotSupported or MissingExtensionFile or PostgresErrorCodes.UndefinedObject => new(
            VectorIndexFault.Wrong,
            "The database of the vectors has no extension vector of version 0.8 or newer; install pgvector there.",
            fault),
        PostgresErrorCodes.UndefinedTable or MissingSchema or PostgresErrorCodes.InvalidSchemaName => new(
            VectorIndexFault.Behind, "The vectors of this model have not been written yet.", fault),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            VectorIndexFault.Denied, $"The database of the vectors refuses the login or lacks a right ({fault.SqlState}).", fault),
        _ when fault.IsTransient || IsOutage(fault.SqlState) => new(
            VectorIndexFault.Unavailable, $"The database of the vectors does not answer ({fault.SqlState}).", fault),
        _ => new(VectorIndexFault.Wrong, $"The database of the vectors refuses a request ({fault.SqlState}).", fault),
    };

    /// <summary>Connections, resources, the operator's interventions, and a database that is not there (yet).</summary>
    private static bool IsOutage(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57", StringComparison.Ordinal)
        || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ObjectNotInPrerequisiteState;
}
