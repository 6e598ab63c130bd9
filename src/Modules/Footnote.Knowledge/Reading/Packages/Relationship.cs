namespace Footnote.Knowledge.Reading.Packages;

/// <summary>What a part of a package points to.</summary>
internal readonly record struct Relationship(string Target, string Type)
{
    /// <summary>The last step of the type's address, such as "slide" or "footnotes".</summary>
    public string Kind => Type[(Type.LastIndexOf('/') + 1)..];
}
