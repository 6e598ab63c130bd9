namespace Footnote.Models;

/// <summary>Marks the module's part of the database.</summary>
internal sealed class ModelsSchema;
