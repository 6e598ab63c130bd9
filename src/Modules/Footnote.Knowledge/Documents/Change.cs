namespace Footnote.Knowledge.Documents;

/// <summary>A member of an edit: set, perhaps to null, or left out.</summary>
internal readonly record struct Change<T>(bool IsSet, T Value)
{
    public T Or(T present) => IsSet ? Value : present;
}
