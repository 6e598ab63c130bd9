namespace Footnote.Web.StaticFiles;

internal sealed record Asset(byte[] Content, string MediaType);
