using System.Net;
using Footnote.Client.Chats;
using Footnote.Client.Documents;
using Footnote.Client.Searching;

namespace Footnote.Web.Tests.Client;

public class FootnoteClientTests
{
    [Fact]
    public async Task Refusal_with_a_problem_carries_code_details_and_request()
    {
        const string Problem = """
            {"type":"about:blank","title":"Bad","status":400,"code":"VALIDATION_FAILED","message":"The request is not valid.",
             "details":{"limit":["must be 1 to 50"]},"request_id":"r-1"}
            """;
        var server = new CannedServer(HttpStatusCode.BadRequest, "application/problem+json", Problem)
        {
            RetryAfter = TimeSpan.FromSeconds(3),
        };
        var fault = await Assert.ThrowsAsync<FootnoteApiException>(() => server.Connect().SearchAsync(new SearchRequest("x")));
        Assert.Equal("VALIDATION_FAILED", fault.Code);
        Assert.Equal("The request is not valid.", fault.Message);
        Assert.Equal(["must be 1 to 50"], fault.Details["limit"]);
        Assert.Equal("r-1", fault.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(3), fault.RetryAfter);
    }

    [Theory]
    [InlineData("text/html", "<html>Bad gateway</html>")]
    [InlineData("application/json", "{\"broken\"")]
    [InlineData("application/json", "{}")]
    public async Task Refusal_of_something_in_between_still_names_status_and_request(string mediaType, string body)
    {
        var server = new CannedServer(HttpStatusCode.BadGateway, mediaType, body);
        var fault = await Assert.ThrowsAsync<FootnoteApiException>(() => server.Connect().Chats.ListAsync());
        Assert.Equal("HTTP_502", fault.Code);
        Assert.Equal(HttpStatusCode.BadGateway, fault.Status);
        Assert.Equal("from-header", fault.RequestId);
    }

    [Fact]
    public async Task Success_that_is_not_json_is_a_transport_fault()
    {
        var server = new CannedServer(HttpStatusCode.OK, "text/html", "<html>");
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Connect().Chats.ListAsync());
    }

    [Fact]
    public async Task Question_is_sent_in_snake_case_without_absent_members()
    {
        const string Answer = """
            {"session_id":"01890000-0000-7000-8000-000000000001","message_id":"01890000-0000-7000-8000-000000000002","answer":"Yes [1].",
             "sources":[{"index":1,"document_id":"01890000-0000-7000-8000-000000000003","chunk_id":"01890000-0000-7000-8000-000000000004",
             "title":"T","excerpt":"E","quote":null,"relevance_score":0.5,
             "location":{"page":2,"start":3,"end":9,"heading_path":["A","B"]}}],
             "metadata":{"outcome":"answered","tokens_used":5,"new_member":true}}
            """;
        var server = new CannedServer(HttpStatusCode.OK, "application/json", Answer);
        var answer = await server.Connect().Chats.AskAsync(new AskRequest("Is it?") { MaxTokens = 50, Stream = true });
        const string Sent = """{"message":"Is it?","stream":false,"max_tokens":50}""";
        Assert.Equal((HttpMethod.Post, "/chat/message", Sent), Assert.Single(server.Requests));
        Assert.True(answer.Metadata.IsAnswered);
        var citation = Assert.Single(answer.Citations);
        Assert.Equal(2, citation.Location.Page);
        Assert.Equal(["A", "B"], citation.Location.HeadingPath);
    }

    [Fact]
    public async Task Stream_is_read_into_typed_events_and_unknown_ones_are_skipped()
    {
        const string Body = """
            id: 1
            event: retrieval
            data: {"sources":[],"session_id":"01890000-0000-7000-8000-000000000001","message_id":"01890000-0000-7000-8000-000000000002"}

            : keep-alive

            id: 2
            event: delta
            data: {"text":"Yes"}

            id: 3
            event: later_invention
            data: {"x":1}

            id: 4
            event: citation
            data: {"index":1,"start":0,"end":3,"quote":"yes","verdict":"supported"}

            id: 5
            event: usage
            data: {"input_tokens":3,"output_tokens":4,"model":"m"}

            id: 6
            event: error
            data: {"problem":{"code":"MODEL_FAILED","status":502,"message":"No."}}


            """;
        var server = new CannedServer(HttpStatusCode.OK, "text/event-stream", Body);
        var events = new List<AnswerEvent>();
        await foreach (var item in server.Connect().Chats.ResumeAsync(Guid.Empty, Guid.Empty, 41))
        {
            events.Add(item);
        }

        Assert.Equal("41", server.RequestHeaders["Last-Event-ID"]);
        Assert.Equal(
            [typeof(PassagesRetrieved), typeof(AnswerDelta), typeof(CitationChecked), typeof(UsageReported), typeof(AnswerFailed)],
            events.Select(item => item.GetType()));
        Assert.Equal(new AnswerDelta(2, "Yes"), events[1]);
        Assert.Equal("MODEL_FAILED", Assert.IsType<AnswerFailed>(events[4]).Problem.Code);
    }

    [Fact]
    public async Task List_query_is_escaped()
    {
        var server = new CannedServer(HttpStatusCode.OK, "application/json", """{"data":[],"has_more":false,"next":null}""");
        var query = new DocumentListQuery { Page = new PageRequest(5, "a&b=c+"), Status = DocumentStatus.Failed };
        await server.Connect().Documents.ListAsync(query);
        Assert.Equal("/documents?limit=5&after=a%26b%3Dc%2B&status=failed", Assert.Single(server.Requests).Address);
    }

    [Fact]
    public async Task Upload_sends_fields_before_the_file_and_leaves_the_stream_open()
    {
        const string Accepted = """
            {"id":"01890000-0000-7000-8000-000000000001","title":"T","status":"pending","position":4,
             "status_url":"/documents/1","warnings":[]}
            """;
        var server = new CannedServer(HttpStatusCode.Accepted, "application/json", Accepted);
        using var content = new MemoryStream("hello"u8.ToArray());
        var upload = new DocumentUpload("ü.txt", content) { Title = "T", Tags = ["a", "b"], Restricted = true, IdempotencyKey = "k" };
        var accepted = await server.Connect().Documents.UploadAsync(upload);
        Assert.Equal(4, accepted.Position);
        Assert.True(content.CanRead);
        Assert.Equal("k", server.RequestHeaders["Idempotency-Key"]);
        var body = Assert.Single(server.Requests).Body;
        Assert.InRange(body.IndexOf("name=restricted", StringComparison.Ordinal), 0, body.IndexOf("name=file", StringComparison.Ordinal));
        Assert.Contains("hello", body, StringComparison.Ordinal);
    }
}
