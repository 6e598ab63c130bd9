using System.Text;
using System.Text.Json;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Tests.Http;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"text":"a\u0000b"}""", "text", "must not contain the NUL character")]
    [InlineData("""{"text":"\ud800"}""", "text", "must be valid Unicode text")]
    [InlineData("""{"text":5}""", "text", "must be a string")]
    [InlineData("""{"text":"a","count":"5"}""", "count", "must be a number")]
    [InlineData("""{"text":"a","count":1.5}""", "count", "must be a whole number")]
    [InlineData("""{"text":"a","id":"5"}""", "id", "must be a UUID")]
    [InlineData("""{"text":"a","flag":1}""", "flag", "must be true or false")]
    [InlineData("""{"text":"a","other":1}""", "other", "is not a known field")]
    [InlineData("""{"text":"a","text":"b"}""", "text", "occurs more than once")]
    [InlineData("""{"count":1}""", "text", "is required")]
    [InlineData("""{"text":"a","inner":{"deep":"x"}}""", "inner.deep", "must be a number")]
    public void Json_with_a_wrong_field_is_a_validation_fault_of_that_field(string json, string field, string message)
    {
        var error = Translate(Encoding.UTF8.GetBytes(json));

        Assert.Equal("VALIDATION_FAILED", error.Code);
        var fault = Assert.Single(error.Details!);
        Assert.Equal(field, fault.Key);
        Assert.Equal([message], fault.Value);
    }

    [Fact]
    public void Json_with_invalid_utf8_in_a_string_is_a_validation_fault()
    {
        byte[] json = [.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(400, Translate(json).Status);
    }

    [Theory]
    [InlineData("{", 1, 2)]
    [InlineData("{\"text\":\n  nope}", 2, 4)]
    public void Json_that_is_broken_is_reported_with_its_place(string json, int line, int column)
    {
        var error = Translate(Encoding.UTF8.GetBytes(json));

        Assert.Equal("INVALID_JSON", error.Code);
        Assert.Contains($"line {line}, byte {column}", error.Message, StringComparison.Ordinal);
    }

    private static Error Translate(byte[] json)
    {
        var fault = Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Sample>(json, JsonDefaults.Options));
        return RequestFaults.Translate(new BadHttpRequestException("Failed to read.", 400, fault))!;
    }

    private sealed record Sample(string Text, int Count = 0, Guid? Id = null, bool Flag = false, Inner? Inner = null);

    private sealed record Inner(int Deep = 0);
}
