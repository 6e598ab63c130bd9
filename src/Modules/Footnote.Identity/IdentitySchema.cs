namespace Footnote.Identity;

/// <summary>Names the module's part of the database.</summary>
internal sealed class IdentitySchema;
