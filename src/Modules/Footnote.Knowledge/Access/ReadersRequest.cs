using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Access;

/// <summary>
/// Readers as a request names them: everyone in the organisation, or users and roles. The owner always reads; empty lists leave the owner
/// alone.
/// </summary>
internal sealed record ReadersRequest
{
    public bool? Everyone { get; init; }

    public IReadOnlyList<Guid>? Users { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Checks the shape; whether the people and roles exist is asked by <see cref="ReaderCheck"/>.</summary>
    public DocumentReaders? Read(string path, KnowledgeOptions limits, FieldErrors faults)
    {
        var count = (Users?.Count ?? 0) + (Roles?.Count ?? 0);
        if (Everyone is null && Users is null && Roles is null)
        {
            faults.Add(path, "needs everyone, users or roles");
        }
        else if (Everyone == true && count > 0)
        {
            faults.Add(path, "must not name users or roles when everyone reads");
        }
        else if (count > limits.MaxReaders)
        {
            faults.Add(path, $"must be at most {limits.MaxReaders} users and roles");
        }
        else
        {
            return new DocumentReaders
            {
                Everyone = Everyone == true,
                Users = [.. (Users ?? []).Distinct()],
                Roles = [.. (Roles ?? []).Distinct(StringComparer.Ordinal)],
            };
        }

        return null;
    }
}
