namespace Footnote.Evaluation.Fitting;

/// <summary>How the truth of an example is known.</summary>
internal enum GateExampleKind
{
    /// <summary>People said whether the passages answer the question.</summary>
    Labelled,

    /// <summary>A document that people found relevant was retrieved.</summary>
    Answered,

    /// <summary>The relevant documents were withheld from the search.</summary>
    Withheld,

    /// <summary>What the question is about was replaced by a name that the collection never mentions.</summary>
    Stranger,

    /// <summary>The question belongs to another collection.</summary>
    OffTopic,
}
