namespace Footnote.Client.Documents;

/// <summary>One rule of who sees a document.</summary>
/// <param name="Rule">member, not_deleted, everyone, owner, user, role or answers.</param>
/// <param name="Kind">required: must hold; any_of: one of these must hold; information: decides nothing.</param>
/// <param name="Holds">Whether it holds for the person.</param>
/// <param name="Message">The rule in words.</param>
public sealed record DocumentAccessRule(string Rule, string Kind, bool Holds, string Message);
