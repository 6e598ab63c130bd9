namespace Footnote.Knowledge.Access;

/// <summary>One rule of who sees a document, and whether it holds for a person.</summary>
/// <param name="Rule">member, not_deleted, everyone, owner, user, role or answers.</param>
/// <param name="Kind">required: must hold; any_of: one of these must hold; information: decides nothing.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Message">The rule in words.</param>
internal sealed record AccessRule(string Rule, string Kind, bool Holds, string Message)
{
    public const string Required = "required";
    public const string AnyOf = "any_of";
    public const string Information = "information";
}
