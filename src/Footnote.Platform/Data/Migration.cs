using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Footnote.Platform.Data;

/// <summary>One numbered SQL file of a schema.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Checksum)
{
    private const string Prefix = "Migrations/";

    /// <summary>Reads the embedded files in order; numbers must run 1, 2, 3 ... without a gap.</summary>
    public static IReadOnlyList<Migration> ReadAll(Assembly assembly)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))
            .ToArray();
        for (var i = 0; i < migrations.Length; i++)
        {
            if (migrations[i].Number != i + 1)
            {
                throw new MigrationException($"The migration {migrations[i].Name} of {assembly.GetName().Name} is out of sequence.");
            }
        }

        return migrations;
    }

    public static Migration From(string fileName, string sql)
    {
        var number = int.Parse(fileName.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        var normalised = sql.ReplaceLineEndings("\n");
        return new Migration(number, fileName, normalised, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalised))));
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return From(resource[Prefix.Length..], reader.ReadToEnd());
    }
}
