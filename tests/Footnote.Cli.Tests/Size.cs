using System.Globalization;

namespace Footnote.Cli.Tests;

/// <summary>How large a proof is: small in every run of the tests, as an environment variable says when it is run by hand.</summary>
internal static class Size
{
    public static int Of(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
