namespace Footnote.Retrieval.Queries;

/// <summary>What the answer must contain, as far as the question's form tells.</summary>
public enum AnswerType
{
    /// <summary>Not told by the form.</summary>
    Any = 0,

    /// <summary>A number or an amount.</summary>
    Number = 1,

    /// <summary>A date, a year or a time.</summary>
    Time = 2,

    /// <summary>A name: a person, a place, an organisation.</summary>
    Name = 3,
}
