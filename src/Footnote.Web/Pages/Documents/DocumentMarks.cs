using Microsoft.AspNetCore.Mvc;

namespace Footnote.Web.Pages.Documents;

/// <summary>What to mark in a text, in UTF-16 code units; ends are exclusive.</summary>
public sealed record DocumentMarks(
    int? Start = null,
    int? End = null,
    [property: FromQuery(Name = "quote_start")] int? QuoteStart = null,
    [property: FromQuery(Name = "quote_end")] int? QuoteEnd = null,
    int? From = null);
