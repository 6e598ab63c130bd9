using System.Net;
using System.Text;
using System.Text.Json;

namespace Footnote.Server.Tests.Http;

public sealed class ProblemTests(ServerApp server) : IClassFixture<ServerApp>
{
    [Theory]
    [InlineData("GET", "/nothing/here", 404, "NOT_FOUND")]
    [InlineData("DELETE", "/auth/login", 405, "METHOD_NOT_ALLOWED")]
    [InlineData("GET", "/auth/me", 401, "UNAUTHENTICATED")]
    [InlineData("GET", "/v1/auth/me", 401, "UNAUTHENTICATED")]
    public async Task Problem_carries_every_member(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Request-ID", "abc-1");

        using var answer = await server.Anonymous.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var body = await ServerApp.JsonAsync(answer);
        string[] members = ["type", "title", "status", "detail", "instance", "code", "message", "details", "request_id"];
        Assert.Equal(members.Order(), body.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.Equal(path, body.GetProperty("instance").GetString());
        Assert.Equal("abc-1", body.GetProperty("request_id").GetString());
        Assert.Equal("abc-1", Assert.Single(answer.Headers.GetValues("X-Request-ID")));
    }

    [Fact]
    public async Task Request_without_id_gets_one_and_the_problem_names_the_same()
    {
        using var answer = await server.Anonymous.GetAsync("/nothing");

        var id = Assert.Single(answer.Headers.GetValues("X-Request-ID"));
        Assert.Equal(id, (await ServerApp.JsonAsync(answer)).GetProperty("request_id").GetString());
        Assert.Equal(32, id.Length);
    }

    [Fact]
    public async Task Json_that_is_broken_names_line_and_byte()
    {
        using var content = new StringContent("{\n  \"email\": x}", Encoding.UTF8, "application/json");

        using var answer = await server.Anonymous.PostAsync("/auth/login", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await ServerApp.JsonAsync(answer);
        Assert.Equal("INVALID_JSON", body.GetProperty("code").GetString());
        Assert.Contains("line 2", body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_value_of_the_wrong_type_names_the_parameter()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        using var answer = await server.Anonymous.PostAsync("/auth/login?use_cookies=perhaps", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var details = (await ServerApp.JsonAsync(answer)).GetProperty("details");
        Assert.Equal("must be true or false", details.GetProperty("use_cookies")[0].GetString());
    }

    [Fact]
    public async Task Body_larger_than_the_limit_is_413_before_it_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login");
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[31_000_000]);
        request.Content.Headers.ContentType = new("application/json");

        using var answer = await server.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("PAYLOAD_TOO_LARGE", (await ServerApp.JsonAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Answer_carries_the_security_headers()
    {
        using var answer = await server.Anonymous.GetAsync("/health");

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Host_that_is_not_ours_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = "evil.example";

        using var answer = await server.Anonymous.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Forwarded_headers_of_a_stranger_are_not_believed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await server.Anonymous.SendAsync(request);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Forwarded_headers_of_a_trusted_proxy_are_believed()
    {
        await using var app = await Testing.FootnoteApp.StartAsync(
            options => options.Settings["Footnote:Server:TrustedProxies"] = "127.0.0.0/8");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        using var answer = await app.Anonymous.SendAsync(request);

        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        using var metrics = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        metrics.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var refused = await app.Anonymous.SendAsync(metrics);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Health_has_the_shape_monitors_read()
    {
        using var health = await server.Anonymous.GetAsync("/health");
        using var live = await server.Anonymous.GetAsync("/health/live");
        using var ready = await server.Anonymous.GetAsync("/health/ready");
        using var detailed = await server.Anonymous.GetAsync("/health/detailed");
        using var full = await server.App.NewOperatorClient().GetAsync("/health/detailed");

        var body = await ServerApp.JsonAsync(health);
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, body.GetProperty("version").ValueKind);
        Assert.True(body.GetProperty("timestamp").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        var checks = (await ServerApp.JsonAsync(ready))
            .GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString());
        Assert.Superset(new HashSet<string?> { "database", "encoder" }, checks.ToHashSet());
        Assert.Equal(HttpStatusCode.Unauthorized, detailed.StatusCode);
        Assert.Equal("healthy", (await ServerApp.JsonAsync(full)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        using (await server.Anonymous.GetAsync("/health"))
        {
        }

        using var answer = await server.Anonymous.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.StartsWith("text/plain; version=0.0.4", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.True(text.Contains("http_route=\"/health\"", StringComparison.Ordinal), text);
    }
}
