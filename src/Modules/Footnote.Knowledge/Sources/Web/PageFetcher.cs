using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>Fetches pages that users named, bounded in time, size and redirects, into files of a folder.</summary>
internal sealed class PageFetcher(HttpClient http, FetchLimits limits, string folder, TimeProvider timeProvider) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    public async Task<FetchedPage> GetAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limits.Time, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await FollowAsync(request, either.Token);
        }
        catch (OperationCanceledException exception) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceFailures.TimedOut(), exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SourceException(FailureOf(exception), exception);
        }
        catch (IOException exception) when (!DiskFull.Is(exception))
        {
            throw new SourceException(SourceFailures.Unreachable("the connection broke off"), exception);
        }
    }

    public void Dispose() => http.Dispose();

    public static bool IsFetchable(Uri address) =>
        address.IsAbsoluteUri && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && address.Host.Length > 0;

    private async Task<FetchedPage> FollowAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            if (!IsFetchable(address))
            {
                throw new SourceException(SourceFailures.SchemeRefused());
            }

            using var message = Message(request, address);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response) || response.Headers.Location is not { } location)
            {
                return await ReadAsync(request, address, response, cancellationToken);
            }

            var next = location.IsAbsoluteUri ? location : new Uri(address, location);
            if (!request.Follows(next))
            {
                return new FetchedPage(address, response.StatusCode) { Elsewhere = next };
            }

            if (redirects >= limits.Redirects)
            {
                throw new SourceException(SourceFailures.TooManyRedirects());
            }

            address = next;
        }
    }

    private HttpRequestMessage Message(FetchRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.TryAddWithoutValidation("User-Agent", limits.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", "*/*");

        // validators belong to the address they came from
        if (address == request.Address)
        {
            if (request.ETag is not null)
            {
                message.Headers.TryAddWithoutValidation("If-None-Match", request.ETag);
            }
            else if (request.LastModified is not null)
            {
                message.Headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
            }
        }

        return message;
    }

    private async Task<FetchedPage> ReadAsync(
        FetchRequest request, Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var page = new FetchedPage(address, response.StatusCode)
        {
            MediaType = response.Content.Headers.ContentType?.MediaType ?? string.Empty,
            ETag = response.Headers.ETag?.ToString(),
            LastModified = response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture),
            Robots = response.Headers.TryGetValues("X-Robots-Tag", out var robots) ? string.Join(',', robots) : string.Empty,
            RetryAfter = WaitOf(response.Headers.RetryAfter),
        };
        if (response.StatusCode != HttpStatusCode.OK || !request.Wants(page.MediaType))
        {
            return page;
        }

        if (response.Content.Headers.ContentLength > limits.Bytes)
        {
            throw new SourceException(SourceFailures.TooLarge(limits.Bytes));
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"page.{Guid.NewGuid():n}");
        var isWhole = false;
        try
        {
            await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
            var hash = await CopyAsync(source, path, cancellationToken);
            isWhole = true;
            return page with { Path = path, Hash = hash };
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(path);
            }
        }
    }

    private async Task<byte[]> CopyAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = TemporaryFile.Create(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var size = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                if (size > limits.Bytes)
                {
                    throw new SourceException(SourceFailures.TooLarge(limits.Bytes));
                }

                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? value) =>
        value?.Delta ?? (value?.Date is { } date ? date - timeProvider.GetUtcNow() : null);

    private static bool IsRedirect(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static SourceFailure FailureOf(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressRefusedException } => SourceFailures.AddressRefused(),
        { HttpRequestError: HttpRequestError.NameResolutionError } => SourceFailures.Unreachable("its name is not known"),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            SourceFailures.Unreachable("its name is not known"),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => SourceFailures.Unreachable("the secure connection failed"),
        { HttpRequestError: HttpRequestError.ConnectionError } => SourceFailures.Unreachable("no connection"),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => SourceFailures.Unreachable("its answer has too many headers"),
        _ => SourceFailures.Unreachable("its answer is not valid"),
    };
}
