using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Footnote.Server.Configuration;

/// <summary>Footnote:Database - the private cluster, or a database elsewhere.</summary>
internal sealed class DatabaseOptions : IValidatableObject
{
    public const string Section = "Footnote:Database";

    /// <summary>
    /// A PostgreSQL database (15 or newer) to use in place of the private cluster. It keeps 100 statements prepared on a connection unless
    /// `Max Auto Prepare` says otherwise.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>Folder of the programs initdb and postgres; empty searches the machine.</summary>
    public string? BinariesFolder { get; set; }

    /// <summary>Memory the private cluster keeps pages in.</summary>
    [Range(16, 65536, ErrorMessage = "must be between 16 and 65536")]
    public int SharedBuffersMegabytes { get; set; } = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ConnectionString))
        {
            yield break;
        }

        string? fault = null;
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(ConnectionString).Host))
            {
                fault = "names no Host";
            }
        }
        catch (ArgumentException)
        {
            fault = "is not a connection string such as 'Host=...;Database=...;Username=...;Password=...'";
        }

        if (fault is not null)
        {
            yield return new ValidationResult(fault, [nameof(ConnectionString)]);
        }
    }
}
