using System.Globalization;
using Footnote.Platform.Errors;

namespace Footnote.Chat.Asking;

/// <summary>Checks a request for an answer and lists every fault at once.</summary>
internal static class AskValidator
{
    public const int LongestMessage = 2000;
    private const int LeastTokens = 50;
    private const int MostTokens = 2000;
    private const int MostTags = 20;
    private const int LongestLabel = 200;
    private const int MostCollections = 50;

    public static Result<Question> Check(AskRequest request)
    {
        var faults = new FieldErrors();
        CheckMessage(request.Message, faults);
        Guid? conversation = null;
        if (request.SessionId is not null)
        {
            bool isId = Guid.TryParseExact(request.SessionId, "D", out Guid id);
            faults.AddIf(!isId, "session_id", "must be a UUID");
            conversation = isId ? id : null;
        }

        faults.AddIf(request.MaxTokens is < LeastTokens or > MostTokens, "max_tokens", Between(LeastTokens, MostTokens));
        faults.AddIf(request.Temperature is not (>= 0 and <= 1), "temperature", Between(0, 1));
        faults.AddIf(request.MinPosition < 0, "min_position", "must not be negative");
        CheckFilters(request.Filters, faults);
        if (faults.Any)
        {
            return faults.ToError();
        }

        return new Question(request.Message!.Trim(), conversation)
        {
            UsesDocuments = request.EnableRag,
            Filters = request.Filters?.ToSearch(),
            MaxTokens = request.MaxTokens,
            Temperature = request.Temperature,
            MinPosition = request.MinPosition,
        };
    }

    private static void CheckMessage(string? message, FieldErrors faults)
    {
        if (message is null)
        {
            faults.Add("message", "is required");
            return;
        }

        int length = message.EnumerateRunes().Count();
        faults.AddIf(string.IsNullOrWhiteSpace(message), "message", "must not be empty");
        faults.AddIf(
            length > LongestMessage,
            "message",
            string.Create(CultureInfo.InvariantCulture, $"must be at most {LongestMessage} characters long, not {length}"));
    }

    private static void CheckFilters(AskFilters? filters, FieldErrors faults)
    {
        if (filters is null)
        {
            return;
        }

        faults.AddIf(filters.Category is { Length: 0 or > LongestLabel }, "filters.category", "must be 1 to 200 characters long");
        faults.AddIf(filters.Tags?.Count > MostTags, "filters.tags", "must be at most 20");
        faults.AddIf(filters.Tags?.Any(tag => tag is null or { Length: 0 or > LongestLabel }) == true, "filters.tags",
            "must each be 1 to 200 characters long");
        faults.AddIf(filters.CollectionIds?.Count > MostCollections, "filters.collection_ids", "must be at most 50");
        faults.AddIf(filters.DateFrom > filters.DateTo, "filters.date_to", "must not be before date_from");
        if (!faults.Any)
        {
            filters.ToSearch().Check(faults);
        }
    }

    private static string Between(int least, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"must be between {least} and {most}");
}
