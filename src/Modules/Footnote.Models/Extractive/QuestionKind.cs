namespace Footnote.Models.Extractive;

/// <summary>What shape of answer a question expects.</summary>
internal enum QuestionKind
{
    General,
    Definition,
    Mechanism,
    Steps,
    Amount,
    Time,
    Person,
    Place,
    Reason,
    YesNo,
}
