using System.Reflection;

namespace Footnote.Platform.Data;

/// <summary>A module's part of the database: its schema, its role and the assembly whose embedded Migrations/*.sql build it.</summary>
internal sealed record ModuleSchema(string Name, Assembly Migrations)
{
    public string Role => RoleOf(Name);

    public static string RoleOf(string schema) => $"footnote_{schema}";
}
