namespace Footnote.Knowledge.Reading;

/// <summary>Why a file within a file was not read.</summary>
internal enum NestedFailure
{
    Unsupported,
    NoText,
    Encrypted,
    Damaged,
    TooLarge,
    TooDeep,
}
